package org.throughline.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.access.Invalid;
import org.throughline.authority.Authorities;
import org.throughline.casefile.Casefiles;
import org.throughline.obligation.AwayPeople;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.DutyRole;
import org.throughline.organisation.DutyRota;
import org.throughline.organisation.Organisation;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

@ThroughlineTest
class LeavingIT {

    /** A Monday in winter: the clock on the wall is UTC. */
    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");
    private static final LocalDate FRIDAY = LocalDate.of(2026, 3, 6);

    @Autowired FamilyWorld world;
    @Autowired HandoverWalk walk;
    @Autowired Leaving leaving;
    @Autowired AwayPeople away;
    @Autowired Authorities authorities;
    @Autowired Casefiles casefiles;
    @Autowired Obligations obligations;
    @Autowired Organisation organisation;
    @Autowired DutyRota rota;
    @Autowired JdbcClient jdbc;
    @Autowired WebApplicationContext context;

    private Team team;
    private Family first;
    private Family second;

    @BeforeEach
    void aMonday() {
        world.startClock(MONDAY);
        team = world.team();
        first = world.family(team, 2);
        second = world.family(team, 2);
    }

    @Test
    void oneActHandsEveryFamilyOverOrMakesItADutyOfTheSupervisor() {
        String olive = team.outgoing().username();
        leaving.announce(olive, FRIDAY, "A new post.", Map.of(first.reference(), team.incoming().username()), team.supervisor());
        Leaving.Plan plan = leaving.plan(olive, team.supervisor());
        assertThat(plan.lastDay()).isEqualTo(FRIDAY);
        assertThat(plan.families()).extracting(Leaving.Fate::reference, Leaving.Fate::to)
                .containsExactlyInAnyOrder(org.assertj.core.groups.Tuple.tuple(first.reference(), "Ines Incoming"), org.assertj.core.groups.Tuple.tuple(second.reference(), null));
        ObligationView owed = named(second);
        assertThat(owed.ownerId()).isEqualTo(team.supervisor().id());
        assertThat(owed.dueAt()).as("HE2: two working days").isEqualTo("2026-03-04T17:00:00Z");

        rota.add(team.csc(), null, DutyRole.DUTY_WORKER, team.outgoing().id(), MONDAY, MONDAY.plus(Duration.ofDays(9)));
        authorities.urgent(second.file(), team.outgoing(), "The baby is alone.");
        UUID summary = obligations.openOf(team.outgoing().id(), "HANDOVER").get(0).id();
        TestClock.get().set(Instant.parse("2026-03-06T20:00:00Z"));
        leaving.endWhatIsDue();
        assertThat(organisation.get(olive).active()).as("the last day is not over").isTrue();
        TestClock.get().set(Instant.parse("2026-03-07T00:00:01Z"));
        leaving.endWhatIsDue();
        assertThat(organisation.get(olive).active()).isFalse();
        assertThat(casefiles.responsible(first.file())).as("never without a responsible worker").contains(team.outgoing().id());
        assertThat(authorities.held(second.file(), team.outgoing().id()).orElseThrow().kind()).as("ends only by moving").isEqualTo("RESPONSIBLE");
        assertThat(authorities.of(second.file())).filteredOn(a -> a.kind().equals("URGENT")).noneMatch(urgent -> urgent.holds());
        assertThat(rota.shiftOf(team.outgoing().id(), DutyRole.DUTY_WORKER, TestClock.get().instant())).isEmpty();
        assertThat(obligations.get(summary).ownerId()).as("the waiting step has a new owner").isEqualTo(team.supervisor().id());
        assertThat(obligations.openOf(team.outgoing().id())).isEmpty();

        UUID handover = repositoryOpen(first);
        ObjectNode impossible = HandoverWalk.object(Map.of());
        impossible.putObject("impossible").put("reason", "Olive has left.");
        walk.act(handover, team.supervisor(), impossible);
        assertThat(walk.step(handover)).as("the supervisor does the step of a worker who is gone").isEqualTo(HandoverStep.DECIDE_ACCEPTANCE);
        new Api(context).send(HttpMethod.POST, team.supervisor(), """
                {"casefile":"%s","incoming":"%s","type":"EMERGENCY_NO_HANDOVER","reasonCode":"LEFTRL","discussionPossible":false}"""
                .formatted(second.reference(), team.colleague().username()), "/api/handovers");
        assertThat(obligations.open(Leaving.key(team.outgoing().id(), second.file()))).as("a next worker is named").isEmpty();
        assertThat(jdbc.sql("select count(*) from gate_violation where casefile_id in (?, ?)").params(first.file(), second.file()).query(Long.class).single()).isZero();
    }

    private UUID repositoryOpen(Family family) {
        return jdbc.sql("select id from handover where casefile_id = ? and ended_at is null").params(family.file()).query(UUID.class).single();
    }

    @Test
    void nothingIsDoneByHalvesAndEveryFaultIsSaidAtOnce() {
        String olive = team.outgoing().username();
        Invalid invalid = catchThrowableOfType(Invalid.class, () -> leaving.announce(olive, FRIDAY, " ",
                Map.of(first.reference(), team.incoming().username(), second.reference(), "nobody", "NO-SUCH", "ines"), team.supervisor()));
        assertThat(invalid.faults()).extracting(Invalid.Fault::field).containsExactlyInAnyOrder("reason", "next." + second.reference(), "next.NO-SUCH");
        assertThat(leaving.plan(olive, team.supervisor()).lastDay()).isNull();
        assertThat(jdbc.sql("select count(*) from handover where casefile_id in (?, ?)").params(first.file(), second.file()).query(Long.class).single()).isZero();
        Api api = new Api(context);
        for (var stranger : List.of(team.colleague(), team.outgoing(), team.visitor())) {
            assertThat(api.get(stranger, "/api/people/" + olive + "/leaving")).hasStatus(404);
        }
        assertThat(api.send(HttpMethod.POST, team.administrator(), "{\"lastDay\":\"2026-03-01\",\"reason\":\"Died.\"}", "/api/people/" + olive + "/leaving")).hasStatus(204);
        assertThat(organisation.get(olive).active()).as("an earlier last day ends it now").isFalse();
        assertThat(named(first).ownerId()).isEqualTo(team.supervisor().id());
        assertThat(casefiles.responsible(first.file())).contains(team.outgoing().id());
    }

    private ObligationView named(Family family) {
        return obligations.open(Leaving.key(team.outgoing().id(), family.file())).orElseThrow();
    }

    @Test
    void whoIsAwayAndOwesWorkIsADutyOfTheSupervisorWhoGivesTheWorkToSomebody() throws Exception {
        authorities.urgent(first.file(), team.colleague(), "The baby is alone.");
        UUID supervisor = team.supervisor().id();
        String key = "away:" + supervisor;
        organisation.addAbsence(supervisor, MONDAY, MONDAY.plus(Duration.ofHours(2)));
        assertThat(obligations.open(key)).as("back before anything falls due").isEmpty();
        organisation.addAbsence(supervisor, MONDAY.plus(Duration.ofHours(3)), MONDAY.plus(Duration.ofDays(20)));
        assertThat(obligations.open(key)).as("not away yet").isEmpty();
        TestClock.get().set(MONDAY.plus(Duration.ofHours(4)));
        away.look();
        away.look();
        ObligationView asked = obligations.open(key).orElseThrow();
        assertThat(asked.ownerId()).isEqualTo(team.service().id());
        assertThat(asked.dueAt()).isEqualTo("2026-03-03T17:00:00Z");
        assertThat(away.askedOf(team.service().id())).singleElement().satisfies(one -> {
            assertThat(one.person().id()).isEqualTo(supervisor);
            assertThat(one.owed()).extracting(ObligationView::ruleId).containsExactly("X11");
        });
        Api api = new Api(context);
        organisation.addDeputy(supervisor, team.service().id(), MONDAY, null);
        assertThat(api.get(team.service(), "/api/people/away")).hasStatusOk().bodyJson().extractingPath("$[0].deputies").asArray().containsExactly("Sven Service");
        assertThat(api.get(team.service(), "/api/people/mine")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                [{"name":"Cora Colleague","away":false,"deputies":[]},{"name":"Ines Incoming"},{"name":"Olive Outgoing"},
                 {"name":"Sunita Supervisor","away":true,"until":"2026-03-22T09:00:00Z","deputies":["Sven Service"],"owed":1}]""");
        assertThat(api.get(team.outgoing(), "/api/people/mine")).bodyJson().isEqualTo("[]");
        assertThat(api.get(team.administrator(), "/api/people/mine")).bodyJson().extractingPath("$[*].name").asArray().contains("Olive Outgoing", "Sven Service").doesNotContain("Hester Visitor", "Ada Admin");
        String path = "/api/people/" + team.supervisor().username() + "/work";
        assertThat(api.send(HttpMethod.POST, team.colleague(), "{\"to\":\"" + team.service().username() + "\"}", path)).hasStatus(404);
        assertThat(api.send(HttpMethod.POST, team.service(), "{\"to\":\"" + team.service().username() + "\"}", path)).hasStatus(204);
        assertThat(obligations.openOf(supervisor)).isEmpty();
        assertThat(obligations.get(asked.id()).endKind()).isEqualTo("MET");
    }
}
