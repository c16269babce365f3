package org.throughline.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.authority.Authorities;
import org.throughline.authority.Closings;
import org.throughline.authority.ClosureDraft;
import org.throughline.calendar.DueUnit;
import org.throughline.casefile.Casefiles;
import org.throughline.obligation.LadderStep;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.Killed;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** Acts that write much are killed half-way: nothing of them has happened, and they can be done again. */
@ThroughlineTest
class KilledActsIT {

    @Autowired FamilyWorld world;
    @Autowired HandoverWalk walk;
    @Autowired Leaving leaving;
    @Autowired Closings closings;
    @Autowired Authorities authorities;
    @Autowired Casefiles casefiles;
    @Autowired Obligations obligations;
    @Autowired Organisation organisation;
    @Autowired RuntimeService runtime;
    @Autowired ManagementService management;
    @Autowired TransactionTemplate transaction;
    @Autowired OwnerDatabase owner;
    @Autowired JdbcClient jdbc;

    private Team team;
    private Family family;

    @BeforeEach
    void aFamily() {
        world.startClock();
        team = world.team();
        family = world.family(team, 3);
    }

    @Test
    void aLeavingThatIsKilledHalfWayHasHandedNothingOver() throws Exception {
        Family second = world.family(team, 2);
        authorities.urgent(second.file(), team.outgoing(), "The baby is alone.");
        Runnable leaves = () -> leaving.announce(team.outgoing().username(), LocalDate.of(2026, 3, 1), "Died.", Map.of(family.reference(), team.incoming().username()), team.supervisor());
        Killed.halfWay(owner, leaves, List.of("leaving", "handover", "obligation", "authority", "act_ru_execution"),
                "select id from practitioner where id = ? for no key update", team.outgoing().id());
        assertThat(leaving.plan(team.outgoing().username(), team.supervisor()).lastDay()).as("nothing is announced").isNull();
        assertThat(organisation.get(team.outgoing().id()).active()).isTrue();
        assertThat(count("select count(*) from handover where casefile_id in (?, ?)", family.file(), second.file())).isZero();
        assertThat(obligations.open(Leaving.key(team.outgoing().id(), second.file()))).isEmpty();
        assertThat(authorities.of(second.file())).as("urgent access runs on").filteredOn(one -> one.kind().equals("URGENT")).allMatch(one -> one.holds());

        leaves.run();
        assertThat(organisation.get(team.outgoing().id()).active()).isFalse();
        assertThat(count("select count(*) from handover where casefile_id = ? and ended_at is null", family.file())).isEqualTo(1);
        assertThat(obligations.open(Leaving.key(team.outgoing().id(), second.file()))).isPresent();
        assertThat(count("select count(*) from gate_violation where casefile_id in (?, ?)", family.file(), second.file())).isZero();
    }

    @Test
    void aClosingThatIsKilledHalfWayHasClosedNothing() throws Exception {
        closings.ask(family.file(), new ClosureDraft("The plan ended well.", "He goes on living with his mother.", List.of()), team.outgoing());
        TestClock.get().advance(Duration.ofMinutes(5));
        Runnable agrees = () -> closings.answer(family.file(), true, null, team.supervisor());
        Killed.halfWay(owner, agrees, List.of("case_closure", "authority", "obligation"), "select id from casefile where id = ? for no key update", family.file());
        assertThat(casefiles.get(family.file()).open()).isTrue();
        assertThat(casefiles.responsible(family.file())).contains(team.outgoing().id());
        assertThat(authorities.held(family.file(), team.outgoing().id())).as("who asked may act on").isPresent();
        assertThat(closings.last(family.file()).orElseThrow().outcome()).as("it waits for the answer").isNull();

        agrees.run();
        assertThat(casefiles.get(family.file()).open()).isFalse();
        assertThat(casefiles.responsible(family.file())).isEmpty();
        assertThat(count("select count(*) from gate_violation where casefile_id = ?", family.file())).isZero();
    }

    @Test
    void aLevelThatIsKilledHalfWayIsToldOnceWhenItIsTriedAgain() throws Exception {
        Instant due = TestClock.get().instant().plus(Duration.ofHours(1));
        UUID id = transaction.execute(status -> obligations.open(new NewObligation("killed:" + UUID.randomUUID(), null, "TEST", UUID.randomUUID(), "X7", "Do it", team.incoming().id(),
                team.csc(), due, DueUnit.WORKING_DAYS, false)));
        TestClock.get().set(due);
        obligations.late(id);
        String ladder = runtime.createProcessInstanceQuery().processInstanceBusinessKey(id.toString()).singleResult().getId();
        String timer = management.createJobQuery().processInstanceId(ladder).singleResult().getId();
        TestClock.get().set(obligations.get(id).nextLevelAt());
        Killed.halfWay(owner, () -> management.executeJob(timer), List.of("obligation_step", "obligation", "notice", "obligation_ask"), "select id_ from act_ru_job where id_ = ? for update", timer);
        assertThat(obligations.told(id)).extracting(LadderStep::toldId).containsExactly(team.incoming().id());
        assertThat(count("select count(*) from notice where dedupe_key = ?", Obligations.noticeKey(id, 1))).as("nobody gets a letter about it").isZero();
        assertThat(management.createJobQuery().jobId(timer).singleResult().getRetries()).as("it is tried again").isPositive();

        management.executeJob(timer);
        assertThat(obligations.told(id)).extracting(LadderStep::toldId).containsExactly(team.incoming().id(), team.supervisor().id());
        assertThat(count("select count(*) from notice where dedupe_key = ?", Obligations.noticeKey(id, 1))).isEqualTo(1);
        assertThat(management.createJobQuery().processInstanceId(ladder).count()).as("one clock").isEqualTo(1);
    }

    private long count(String question, Object... values) {
        return jdbc.sql(question).params(values).query(Long.class).single();
    }
}
