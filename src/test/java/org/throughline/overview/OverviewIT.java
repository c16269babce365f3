package org.throughline.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.authority.Authorities;
import org.throughline.handover.HandoverType;
import org.throughline.handover.Handovers;
import org.throughline.handover.NewHandover;
import org.throughline.handover.ReasonCode;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** What managers see: their own line, in counts and references. */
@ThroughlineTest
class OverviewIT {

    @Autowired FamilyWorld world;
    @Autowired Handovers handovers;
    @Autowired Authorities authorities;
    @Autowired ManagersReadCockpit cockpit;
    @Autowired JdbcClient jdbc;
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
        for (var manager : new org.throughline.organisation.Practitioner[] {team.supervisor(), team.service()}) {
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
