package org.throughline.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.authority.Authorities;
import org.throughline.handover.HandoverType;
import org.throughline.handover.Handovers;
import org.throughline.handover.NewHandover;
import org.throughline.handover.ReasonCode;
import org.throughline.organisation.NewPractitioner;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.SignedIn;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;
import org.throughline.workflow.Accounts;

/** What managers see: their own line, in counts and references. */
@ThroughlineTest
class OverviewIT {

    @Autowired FamilyWorld world;
    @Autowired Handovers handovers;
    @Autowired Authorities authorities;
    @Autowired ManagersReadCockpit cockpit;
    @Autowired Organisation organisation;
    @Autowired Accounts accounts;
    @Autowired JdbcClient jdbc;
    @LocalServerPort int port;
    @Autowired WebApplicationContext web;

    private Api api;
    private FamilyWorld.Team team;
    private FamilyWorld.Family family;
    private UUID handover;

    @BeforeEach
    void arrange() {
        api = new Api(web);
        world.startClock(Instant.parse("2026-03-02T11:00:00Z"));
        team = world.team();
        family = world.family(team, 5);
        handover = handovers.request(new NewHandover(family.file(), team.incoming().username(), HandoverType.WORKER_SAME_TEAM, ReasonCode.MANAGE, null, true), team.supervisor());
    }

    @Test
    void aManagerSeesWhatWaitsInTheLineAndSinceWhen() throws Exception {
        authorities.urgent(family.file(), team.colleague(), "The baby is said to be alone.");
        TestClock.get().set(Instant.parse("2026-03-06T12:00:00Z"));
        for (Practitioner manager : List.of(team.supervisor(), team.service())) {
            var answer = api.get(manager, "/api/overview");
            assertThat(answer).hasStatusOk();
            assertThat(answer).bodyJson().extractingPath("$.steps[0]").asMap().containsEntry("task", "Task_PrepareSummary")
                    .containsEntry("waiting", 1).containsEntry("overdue", 1).containsEntry("oldestDays", 4);
            assertThat(answer).bodyJson().extractingPath("$.urgentAccess").isEqualTo(1);
            assertThat(answer).bodyJson().extractingPath("$.urgentUnreviewed").isEqualTo(1);
            assertThat(answer).bodyJson().extractingPath("$.levels[0].level").isEqualTo(0);
            assertThat(answer).bodyJson().extractingPath("$.running[0].reference").isEqualTo(family.reference());
            assertThat(answer.getResponse().getContentAsString()).doesNotContain("Hal", "Mara", "Finn", "Example-", "Ines", "Olive", "alone");
        }
    }

    @Test
    void anotherLineSeesNothingOfItAndWorkersNothingAtAll() {
        FamilyWorld.Team other = world.team();
        assertThat(api.get(other.supervisor(), "/api/overview")).hasStatusOk().bodyJson().extractingPath("$.running").asArray().isEmpty();
        assertThat(api.get(other.supervisor(), "/api/overview/handovers/{id}/acts", handover)).hasStatus(404);
        assertThat(api.get(team.incoming(), "/api/overview")).hasStatus(404);
        assertThat(api.get(team.visitor(), "/api/overview")).hasStatus(404);
        assertThat(api.anonymously("/api/overview")).hasStatus(401);
        assertThat(cockpit.reads(team.supervisor().username())).isTrue();
        assertThat(cockpit.reads(team.incoming().username())).isFalse();
        assertThat(cockpit.reads("nobody")).isFalse();
    }

    @Test
    void administratorsCountEverythingAndSeeNoSingleOne() {
        assertThat(api.get(team.administrator(), "/api/overview")).hasStatusOk().bodyJson().extractingPath("$.everywhere").isEqualTo(true);
        assertThat(api.get(team.administrator(), "/api/overview")).bodyJson().extractingPath("$.running").asArray().isEmpty();
        assertThat(api.get(team.administrator(), "/api/overview/handovers/{id}/acts", handover)).hasStatus(404);
    }

    /** Whoever was a manager at the sign-in looks at Cockpit and can write nothing there; with the role gone the next sign-in takes it away. */
    @Test
    void aManagerLooksAtTheEngineAndChangesNothing() {
        String name = "manager" + team.mark();
        NewPractitioner as = new NewPractitioner(name, "Dana Deputy", team.csc(), null, PractitionerRole.TEAM_MANAGER, null, true);
        UUID manager = organisation.addPractitioner(as);
        accounts.set(name, "Dana", "Deputy", "correct horse battery staple", false);
        SignedIn browser = SignedIn.as(port, name, "correct horse battery staple");
        String engine = "/camunda/api/engine/engine/default";
        assertThat(browser.get(engine + "/process-instance").statusCode()).isEqualTo(200);
        assertThat(browser.get(engine + "/process-instance").body()).contains(handover.toString());
        for (String path : List.of("/deployment/x/resources", "/job/x/stacktrace", "/authorization")) {
            assertThat(browser.get(engine + path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(browser.send("PUT", engine + "/job/x/retries", "{\"retries\":1}").statusCode()).isEqualTo(404);
        assertThat(browser.send("DELETE", engine + "/process-instance/x", null).statusCode()).isEqualTo(404);

        organisation.change(manager, new NewPractitioner(name, "Dana Deputy", team.csc(), null, PractitionerRole.SOCIAL_WORKER, null, true));
        assertThat(SignedIn.as(port, name, "correct horse battery staple").get(engine + "/process-instance").statusCode()).isEqualTo(404);
    }

    @Test
    void whoDidWhatIsSeenAlsoWhenItHasEndedAndNeverByWhoIsOnTheConflictList() {
        handovers.withdraw(handover, "It was asked for by mistake.", team.supervisor());
        assertThat(api.get(team.supervisor(), "/api/overview")).bodyJson().extractingPath("$.finished[0]").asMap()
                .containsEntry("reference", family.reference()).containsEntry("how", "withdrawn");
        assertThat(api.get(team.supervisor(), "/api/overview/handovers/{id}/acts", handover)).hasStatusOk().bodyJson()
                .extractingPath("$[0]").asMap().containsEntry("what", "withdrawn").containsEntry("by", team.supervisor().username());

        jdbc.sql("insert into conflict_of_interest (casefile_id, practitioner_id, reason, since) values (:file, :who, 'related', now())").param("file", family.file())
                .param("who", team.supervisor().id()).update();
        assertThat(api.get(team.supervisor(), "/api/overview")).bodyJson().extractingPath("$.finished").asArray().isEmpty();
        assertThat(api.get(team.supervisor(), "/api/overview/handovers/{id}/acts", handover)).hasStatus(404);
    }
}
