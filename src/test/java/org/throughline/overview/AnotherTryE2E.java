package org.throughline.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.handover.HandoverStep;
import org.throughline.handover.HandoverWalk;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.NewPractitioner;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.PractitionerRole;
import org.throughline.testing.Chromium;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.SignedIn;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;
import org.throughline.workflow.Accounts;

/** The one thing that is changed in Cockpit: a timer that has failed for good gets another try, by an administrator, in a real browser. */
@ThroughlineTest
@EnabledIfSystemProperty(named = "throughline.full", matches = "true")
class AnotherTryE2E {

    private static final String PASSWORD = "correct horse battery staple";
    private static final int MOST_TRIES = 10;

    @LocalServerPort private int port;
    @Autowired private RuntimeService runtime;
    @Autowired private ManagementService management;
    @Autowired private Obligations obligations;
    @Autowired private Accounts accounts;
    @Autowired private Organisation organisation;
    @Autowired private OwnerDatabase owner;
    @Autowired private FamilyWorld world;
    @Autowired private HandoverWalk walk;
    @Autowired private JdbcClient jdbc;

    private final List<String> refused = new ArrayList<>();

    @AfterEach
    void theTableCanBeWrittenAgain() {
        owner.asOwner().sql("grant insert on obligation_step to throughline_app").update();
    }

    /** A late step whose ladder cannot be written, as after a right that was taken away by mistake: every try of its timer fails. */
    private String failedForGood(UUID handover) {
        String instance = runtime.createProcessInstanceQuery().processInstanceBusinessKey(handover.toString()).singleResult().getId();
        Job late = management.createJobQuery().processInstanceId(instance).timers().orderByJobDuedate().asc().list().get(0);
        TestClock.get().set(late.getDuedate().toInstant().plusSeconds(1));
        owner.asOwner().sql("revoke insert on obligation_step from throughline_app").update();
        for (int i = 0; i < MOST_TRIES && retries(late.getId()) > 0; i++) {
            assertThatThrownBy(() -> management.executeJob(late.getId())).hasStackTraceContaining("permission denied");
        }
        assertThat(retries(late.getId())).isZero();
        assertThat(runtime.createIncidentQuery().processInstanceId(instance).count()).isEqualTo(1);
        owner.asOwner().sql("grant insert on obligation_step to throughline_app").update();
        return late.getId();
    }

    private int retries(String job) {
        return management.createJobQuery().jobId(job).singleResult().getRetries();
    }

    @Test
    void anAdministratorGivesATimerAnotherTryAndItRunsAndTheIncidentIsGone() {
        world.startClock();
        FamilyWorld.Family family = world.family(world.team(), 3);
        UUID handover = walk.at(family, HandoverStep.DECIDE_ACCEPTANCE);
        String job = failedForGood(handover);
        String instance = management.createJobQuery().jobId(job).singleResult().getProcessInstanceId();
        UUID owed = jdbc.sql("select id from obligation where subject_id = ? and ended_at is null").param(handover).query(UUID.class).single();
        assertThat(obligations.told(owed)).as("nobody was told").isEmpty();
        String administrator = family.team().administrator().username();
        accounts.set(administrator, "Ada", "Admin", PASSWORD, true);
        String manager = "deputy" + family.team().mark();
        UUID deputy = organisation.addPractitioner(new NewPractitioner(manager, "Dana Deputy", family.team().csc(), null, PractitionerRole.TEAM_MANAGER, null, true));
        organisation.addDeputy(family.team().supervisor().id(), deputy, TestClock.get().instant(), null);
        accounts.set(manager, "Dana", "Deputy", PASSWORD, false);
        accounts.set("retryworker", "Wanda", "Worker", PASSWORD, false);

        Page managers = signedIn(manager);
        managers.navigate("http://localhost:" + port + "/camunda/app/cockpit/default/#/process-instance/" + instance + "/runtime?tab=incidents-tab");
        managers.locator("td:has-text('Failed Job'), td:has-text('failedJob')").first().waitFor();
        assertThat(managers.locator(".glyphicon-repeat:visible").count()).as("a manager looks on").isZero();
        shot(managers, "cockpit-incident-manager");
        managers.context().close();

        Page page = signedIn(administrator);
        page.navigate("http://localhost:" + port + "/camunda/app/cockpit/default/#/process-instance/" + instance + "/runtime?tab=incidents-tab");
        Locator retry = page.locator("a.action-button:has(.glyphicon-repeat):visible").first();
        retry.waitFor();
        assertThat(page.locator(".btn-toolbar:visible .glyphicon").evaluateAll("all => all.map(one => one.className.replace('glyphicon glyphicon-', ''))")).as("what is offered beside the diagram")
                .isEqualTo(List.of("repeat"));
        assertThat(page.locator("td .glyphicon-pencil:visible, td .glyphicon-trash:visible").count()).isZero();
        shot(page, "cockpit-incident");
        retry.click();
        Locator again = page.locator(".modal-content button:has-text('Retry'):visible");
        again.waitFor();
        page.waitForCondition(() -> Boolean.TRUE.equals(page.evaluate("() => getComputedStyle(document.querySelector('.modal')).opacity === '1'")));
        shot(page, "cockpit-another-try");
        again.click();
        page.locator(".modal-content button:has-text('OK'):visible").click();
        page.waitForCondition(() -> retries(job) == 1);
        assertThat(runtime.createIncidentQuery().processInstanceId(instance).count()).as("the incident goes with the click").isZero();
        TestClock.get().tick();
        assertThat(management.createJobQuery().jobId(job).executable().count()).as("any node takes it up now").isEqualTo(1);
        management.executeJob(job);
        assertThat(obligations.told(owed)).as("now the next level is told").hasSize(1);
        page.reload();
        page.locator("text=No incidents").first().waitFor();
        shot(page, "cockpit-incident-gone");
        offersNothing(page, instance, "variables-tab", "td:has-text('casefileId')");
        offersNothing(page, instance, "user-tasks-tab", "td:has-text('Decide whether to accept')");
        assertThat(refused).isEmpty();
        page.context().close();

        SignedIn worker = SignedIn.as(port, "retryworker", PASSWORD);
        assertThat(worker.send("PUT", "/camunda/api/engine/engine/default/job/" + job + "/retries", "{\"retries\":1}").statusCode()).as("no worker does").isEqualTo(404);
    }

    /** What is shown is looked at: people and variables are changed by steps alone, and the doors let nothing else pass. */
    private void offersNothing(Page page, String instance, String tab, String shown) {
        page.navigate("http://localhost:" + port + "/camunda/app/cockpit/default/#/process-instance/" + instance + "/runtime?tab=" + tab);
        page.locator(shown).first().waitFor();
        shot(page, "cockpit-" + tab);
        assertThat(page.locator("td .btn:visible").count()).as(tab).isZero();
    }

    private Page signedIn(String username) {
        Page page = Chromium.get().newContext(new Browser.NewContextOptions().setViewportSize(1280, 1000)).newPage();
        page.setDefaultTimeout(60_000);
        page.onResponse(response -> {
            if (response.status() >= 400) {
                refused.add(response.status() + " " + response.request().method() + " " + response.url());
            }
        });
        page.navigate("http://localhost:" + port + "/camunda/app/cockpit/default/");
        page.fill("#username", username);
        page.fill("#password", PASSWORD);
        page.click("button[type=submit]");
        page.locator("text=Running Process Instances").first().waitFor();
        return page;
    }

    private static void shot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots").resolve(name + ".png")));
    }
}
