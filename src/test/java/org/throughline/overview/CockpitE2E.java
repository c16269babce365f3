package org.throughline.overview;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.throughline.handover.HandoverStep;
import org.throughline.handover.HandoverWalk;
import org.throughline.organisation.NewPractitioner;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.PractitionerRole;
import org.throughline.testing.Chromium;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;
import org.throughline.workflow.Accounts;

/** A manager in Cockpit, in a real browser; and that nothing of ours that fails takes the page with it. */
@ThroughlineTest
@EnabledIfSystemProperty(named = "throughline.full", matches = "true")
class CockpitE2E {

    private static final String PASSWORD = "correct horse battery staple";
    private static final String DASHBOARD = "/camunda/app/cockpit/default/";

    @LocalServerPort private int port;
    @Autowired private RuntimeService runtime;
    @Autowired private Accounts accounts;
    @Autowired private Organisation organisation;
    @Autowired private FamilyWorld world;
    @Autowired private HandoverWalk walk;

    private final List<String> refused = new ArrayList<>();
    private FamilyWorld.Family family;
    private String manager;

    private void arrange() {
        world.startClock();
        family = world.family(world.team(), 5);
        manager = "deputy" + family.team().mark();
        UUID deputy = organisation.addPractitioner(new NewPractitioner(manager, "Dana Deputy", family.team().csc(), null, PractitionerRole.TEAM_MANAGER, null, true));
        organisation.addDeputy(family.team().supervisor().id(), deputy, TestClock.get().instant(), null);
        accounts.set(manager, "Dana", "Deputy", PASSWORD, false);
        // without any administrator the webapps lead to their set-up
        accounts.set("cockpitadmin", "Ada", "Admin", PASSWORD, true);
    }

    @Test
    void aManagerSeesWhatWaitsAndWhatFailsOfOursLeavesTheRestOfThePage() {
        arrange();
        UUID handover = walk.at(family, HandoverStep.DECIDE_ACCEPTANCE);
        TestClock.get().advance(Duration.ofDays(4));
        Page page = signedIn();
        Locator ours = page.locator(".throughline-overview");
        ours.locator("text=" + family.reference()).waitFor();
        shot(page, "cockpit-manager-dashboard");
        assertThat(ours.textContent()).contains("How it stands with those for whom you answer", "1 overdue", "overdue", "urgent accesses in 30 days", "watchdog")
                .doesNotContain("Hal", "Mara", "Finn", "Example-");
        assertThat(ours.locator("svg[role=img]").first().getAttribute("aria-label")).contains("1, of these 1 overdue");

        page.locator("header a:has-text('Processes'), [cam-widget-header] a:has-text('Processes')").first().click();
        page.locator("a:has-text('Handover of a case')").first().click();
        page.locator(".throughline-badge.throughline-late").first().waitFor();
        assertThat(page.locator(".throughline-badge.throughline-late").first().textContent()).isEqualTo("1 overdue");
        shot(page, "cockpit-manager-diagram");

        // other tests leave instances of their own in the list
        String instance = runtime.createProcessInstanceQuery().processInstanceBusinessKey(handover.toString()).singleResult().getId();
        page.navigate("http://localhost:" + port + DASHBOARD.replaceAll("#.*", "") + "#/process-instance/" + instance + "/runtime");
        page.locator(".nav-tabs a:has-text('Who did what when')").first().click();
        page.locator(".throughline-table td:has-text('Prepare the transfer summary')").first().waitFor();
        shot(page, "cockpit-manager-instance");
        assertThat(refused).isEmpty();
        whatFailsLeavesTheRest(page);
        page.context().close();
    }

    private void whatFailsLeavesTheRest(Page page) {
        page.route("**/api/overview*", CockpitE2E::broken);
        page.navigate("http://localhost:" + port + DASHBOARD);
        page.locator("text=Running Process Instances").first().waitFor();
        page.locator("text=This part cannot be shown now.").first().waitFor();

        page.route("**/cockpit/scripts/throughline.js*", CockpitE2E::broken);
        page.reload();
        page.locator("text=Running Process Instances").first().waitFor();
        assertThat(page.locator("text=This part cannot be shown now.").count()).isZero();
    }

    private static void broken(Route route) {
        route.fulfill(new Route.FulfillOptions().setStatus(500).setBody("broken on purpose"));
    }

    private Page signedIn() {
        Page page = watched(Chromium.get().newContext(new Browser.NewContextOptions().setViewportSize(1280, 1000)));
        signIn(page);
        return page;
    }

    private Page watched(BrowserContext context) {
        Page page = context.newPage();
        page.setDefaultTimeout(60_000);
        page.onResponse(response -> {
            if (response.status() >= 400) {
                refused.add(response.status() + " " + response.request().method() + " " + response.url());
            }
        });
        return page;
    }

    private void signIn(Page page) {
        page.navigate("http://localhost:" + port + DASHBOARD);
        page.fill("#username", manager);
        page.fill("#password", PASSWORD);
        page.click("button[type=submit]");
    }

    private static void shot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots").resolve(name + ".png")).setFullPage(true));
    }
}
