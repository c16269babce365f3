package org.throughline.workflow.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.throughline.testing.Chromium;
import org.throughline.testing.ThroughlineTest;
import org.throughline.workflow.Accounts;
import org.throughline.workflow.Errand;

/** The stock webapps, behind our doors, in a real browser: everything loads, nothing is refused that they need, nothing of the vendor's advertisement. */
@ThroughlineTest
class WebappsE2E {

    private static final String PASSWORD = "correct horse battery staple";
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final double PATIENCE = 120_000;
    private static final long QUIET = 700_000_000L;
    /** So long where every answer has come: what a page does with it, it does within a few frames. */
    private static final long SETTLED = 300_000_000L;

    private static BrowserContext browser;

    @LocalServerPort private int port;
    @Autowired private Accounts accounts;
    @Autowired private Errand errand;
    @Autowired private RuntimeService runtime;
    @Autowired private RepositoryService repository;

    private final List<String> refused = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final Set<Request> underWay = new HashSet<>();
    private long asked;
    private final List<String> elsewhere = new ArrayList<>();

    @BeforeAll
    static void start() {
        browser = Chromium.get().newContext(new Browser.NewContextOptions().setViewportSize(1280, 900));
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @BeforeEach
    void people() {
        accounts.set("webworker", "Wanda", "Worker", PASSWORD, false);
        accounts.set("webadmin", "Ada", "Admin", PASSWORD, true);
    }

    @Test
    void tasklistShowsMyWorkAndCompletesIt() {
        errand.begin("webworker", "webadmin");
        Page page = signedIn("webworker", "/camunda/app/tasklist/default/");
        lists(page);
        Locator task = page.locator(".tasks-list .task, li.task").first();
        task.waitFor();
        shot(page, "tasklist-list");
        task.locator("a").first().click();
        page.locator("text=Nothing to fill in.").waitFor();
        shot(page, "tasklist-task");
        assertThat(page.title()).contains("Throughline").doesNotContain("Camunda");
        assertThat(page.locator(".ce-eol-banner:visible").count()).isZero();
        for (String gone : List.of("Create task", "Create a filter", "Add Comment", "Claim")) {
            assertThat(page.getByText(gone, new Page.GetByTextOptions().setExact(true)).and(page.locator(":visible")).count()).as(gone).isZero();
        }
        assertThat(page.locator("a[href='/casefiles']").isVisible()).isTrue();
        page.locator("button:has-text('Done'):visible").first().click();
        page.locator("text=Nothing waits here.").waitFor();
        assertThat(refused).isEmpty();
        assertThat(errors).isEmpty();
    }

    @Test
    void cockpitShowsTheRunningProcess() {
        errand.begin("webworker", "webadmin");
        Page page = signedIn("webadmin", "/camunda/app/cockpit/default/");
        page.locator("text=Running Process Instances").first().waitFor();
        shot(page, "cockpit-dashboard");
        // by the menu: a new hash while the dashboard still settles is overridden by it
        page.locator("header a:has-text('Processes'), [cam-widget-header] a:has-text('Processes')").first().click();
        page.locator("a:has-text('Errand')").first().click();
        page.locator(".djs-container").first().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        page.locator("table.process-instances tbody a, .process-instances a").first().waitFor();
        shot(page, "cockpit-process");
        assertThat(page.title()).contains("Throughline");
        assertThat(refused).isEmpty();
        assertThat(errors).isEmpty();
    }

    /** Every page and tab of the stock webapps that we keep is walked through: nothing is refused that it needs, nothing fails in the browser, nothing comes from elsewhere. */
    @Test
    void everyStockPageThatWeKeepWorksWithinTheDoors() {
        String key = errand.begin("webworker", "webadmin");
        ProcessInstance instance = runtime.createProcessInstanceQuery().processInstanceBusinessKey(key).singleResult();
        ProcessDefinition definition = repository.getProcessDefinition(instance.getProcessDefinitionId());
        String decision = repository.createDecisionDefinitionQuery().decisionDefinitionKey("handover-deadline").latestVersion().singleResult().getId();
        String deployment = definition.getDeploymentId();
        Page page = signedIn("webadmin", "/camunda/app/cockpit/default/");
        page.locator("text=Running Process Instances").first().waitFor();
        Map<String, String> faults = new TreeMap<>();
        List<String> cockpit = new ArrayList<>(List.of("/dashboard", "/processes", "/decisions", "/deployments", "/tasks", "/batch", "/repository/?deployment=" + deployment,
                "/repository/?deployment=" + deployment + "&resourceName=test-errand.bpmn", "/decision-definition/" + decision));
        for (String tab : List.of("process-instances-table", "incidents-tab", "called-process-definitions-table", "job-definition-table")) {
            cockpit.add("/process-definition/" + definition.getId() + "/runtime?tab=" + tab);
        }
        for (String tab : List.of("variables-tab", "incidents-tab", "called-process-instances-tab", "user-tasks-tab", "jobs-tab", "external-tasks-tab")) {
            cockpit.add("/process-instance/" + instance.getId() + "/runtime?tab=" + tab);
        }
        cockpit.forEach(place -> walk(page, "cockpit", place, faults));
        List.of("/users", "/users/webworker?tab=profile", "/users/webworker?tab=groups", "/groups", "/groups/camunda-admin?tab=information", "/tenants", "/authorization?resource=0", "/authorization?resource=7",
                "/system?section=system-settings-general").forEach(place -> walk(page, "admin", place, faults));
        walk(page, "tasklist", "/", faults);
        walk(page, "welcome", "/welcome", faults);
        assertThat(faults).isEmpty();
        assertThat(elsewhere).as("asked of another machine").isEmpty();
    }

    /**
     * What a worker does in Tasklist besides completing: the tabs of a task, sorting, searching. Kept of the stock webapps are: Tasklist with its lists, sorting,
     * searching, the tabs of a task and completing it; Cockpit with the dashboard, processes, instances, decisions, deployments, tasks, batches and another try
     * for a failed job; Admin with people, groups, tenants, rights and the system's figures, to look at. Hidden are claiming, comments, new tasks and own lists.
     */
    @Test
    void everythingOfTasklistThatWeKeepWorksWithinTheDoors() {
        errand.begin("webworker", "webadmin");
        Page page = signedIn("webworker", "/camunda/app/tasklist/default/");
        lists(page);
        Map<String, String> faults = new TreeMap<>();
        page.locator(".tasks-list .task, li.task").first().locator("a").first().click();
        page.locator("text=Nothing to fill in.").waitFor();
        Locator tabs = page.locator("ul.nav-tabs li a:visible");
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < tabs.count(); i++) {
            String tab = tabs.nth(i).textContent().strip();
            seen.add(tab);
            tried(page, "tab " + tab, faults, tabs.nth(i)::click);
        }
        assertThat(seen).containsExactly("Form", "What was done", "The whole process", "Description");
        shot(page, "tasklist-tabs");
        page.locator("li.sorting-choice a.dropdown-toggle").first().click();
        tried(page, "another order", faults, () -> page.locator("li.sorting-choice .dropdown-menu li a:visible").last().click());
        String asks = URLEncoder.encode("[{\"type\":\"nameLike\",\"operator\":\"like\",\"value\":\"%first%\",\"name\":\"\"}]", StandardCharsets.UTF_8);
        tried(page, "search", faults, () -> page.navigate(root() + "/camunda/app/tasklist/default/#/?searchQuery=" + asks));
        page.locator(".tasks-list .task, li.task").first().waitFor();
        shot(page, "tasklist-search");
        assertThat(faults).isEmpty();
    }

    private void tried(Page page, String what, Map<String, String> faults, Runnable act) {
        refused.clear();
        errors.clear();
        act.run();
        asked = System.nanoTime();
        page.waitForCondition(() -> System.nanoTime() - asked > QUIET, new Page.WaitForConditionOptions().setTimeout(PATIENCE));
        if (!refused.isEmpty() || !errors.isEmpty()) {
            faults.put(what, refused + " " + errors);
        }
    }

    private void walk(Page page, String webapp, String place, Map<String, String> faults) {
        refused.clear();
        errors.clear();
        page.navigate(root() + "/camunda/app/" + webapp + "/default/#" + place);
        // the webapps ask again and again by themselves, so that the browser's own idea of rest never comes
        asked = System.nanoTime();
        page.waitForCondition(() -> System.nanoTime() - asked > (underWay.isEmpty() ? SETTLED : QUIET), new Page.WaitForConditionOptions().setTimeout(PATIENCE));
        // with which values a table was asked belongs to nobody's screen: the list of the page of a decision stays empty
        // and an engine without a policy for passwords answers 404 by itself
        refused.removeIf(one -> one.contains("/history/decision-instance") || one.contains("/identity/password-policy"));
        errors.removeIf(one -> one.contains("/history/decision-instance") || one.contains("/identity/password-policy"));
        if (!refused.isEmpty() || !errors.isEmpty()) {
            faults.put(webapp + " " + place, refused + " " + errors);
        }
    }

    @Test
    void theSignInPageWorksAndSigningOutOfTasklistEndsThere() {
        Page page = open();
        page.navigate(root() + "/camunda/app/tasklist/default/");
        assertThat(page.url()).endsWith("/login");
        shot(page, "sign-in");
        page.fill("#username", "webworker");
        page.fill("#password", "wrong");
        page.click("button[type=submit]");
        page.locator(".govuk-error-summary").waitFor();
        shot(page, "sign-in-wrong");
        assertThat(page.locator(".govuk-error-summary").textContent()).contains("not right");
        page.fill("#username", "webworker");
        page.fill("#password", PASSWORD);
        page.click("button[type=submit]");
        lists(page);
        page.locator(".account a, .dropdown-toggle:has-text('Wanda')").first().click();
        page.locator("a:has-text('Sign out'):visible, .logout a:visible").first().click();
        page.waitForURL("**/login*");
    }

    /** The list "My work" is there and chosen. Its name alone may be found while the list is drawn anew: that element is gone a moment later. */
    private static void lists(Page page) {
        page.waitForCondition(() -> page.locator(".column-left .item.active:has-text('My work')").isVisible(),
                new Page.WaitForConditionOptions().setTimeout(PATIENCE));
    }

    private Page signedIn(String user, String path) {
        Page page = open();
        page.navigate(root() + path);
        page.fill("#username", user);
        page.fill("#password", PASSWORD);
        page.click("button[type=submit]");
        return page;
    }

    private Page open() {
        browser.pages().forEach(Page::close);
        browser.clearCookies();
        Page page = browser.newPage();
        page.setDefaultTimeout(PATIENCE);
        underWay.clear();
        page.onRequestFinished(this::answered);
        page.onRequestFailed(this::answered);
        page.onRequest(request -> {
            underWay.add(request);
            asked = System.nanoTime();
            if (request.url().startsWith("http") && !request.url().startsWith(root())) {
                elsewhere.add(request.url());
            }
        });
        page.onResponse(response -> {
            if (response.status() >= 400 && !ofAnotherModule(response.url())) {
                refused.add(response.status() + " " + response.request().method() + " " + response.url());
            }
        });
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !ofAnotherModule(message.text()) && !ofAnotherModule(message.location())) {
                errors.add(message.text() + " at " + message.location());
            }
        });
        return page;
    }

    private void answered(Request request) {
        underWay.remove(request);
        asked = System.nanoTime();
    }

    /** Cards and the overview: a page without them is still a page. */
    private static boolean ofAnotherModule(String address) {
        return address.matches(".*/api/\\w+/cards.*") || address.contains("/api/overview");
    }

    private String root() {
        return "http://localhost:" + port;
    }

    private static void shot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }
}
