package org.throughline.workflow.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    private static BrowserContext browser;

    @LocalServerPort private int port;
    @Autowired private Accounts accounts;
    @Autowired private Errand errand;

    private final List<String> refused = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

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
