package org.throughline.handover.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.handover.HandoverStep;
import org.throughline.handover.HandoverType;
import org.throughline.handover.HandoverWalk;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** Every timer: first its due date, then what happens when it fires. The story begins on Monday 2 March 2026, 09:00. */
@ThroughlineTest
class HandoverTimersProcessTest {

    @Autowired FamilyWorld world;
    @Autowired HandoverWalk walk;
    @Autowired ManagementService management;
    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired JdbcClient jdbc;

    private UUID waitingAt(Family family, HandoverStep step) {
        if (step != HandoverStep.PLAN_READING) {
            return walk.at(family, step);
        }
        return walk.request(family, HandoverType.EMERGENCY_NO_HANDOVER, false);
    }

    @ParameterizedTest
    @CsvSource({
        "PREPARE_SUMMARY,2026-03-05T17:00:00Z", "DECIDE_ACCEPTANCE,2026-03-03T17:00:00Z", "RECORD_DISCUSSION,2026-03-05T17:00:00Z",
        "PLAN_READING,2026-03-03T17:00:00Z", "READ_HISTORY,2026-03-04T17:00:00Z", "WRITE_ACCOUNT,2026-03-03T17:00:00Z", "SIGN_OFF,2026-03-03T17:00:00Z",
        "TELL_FAMILY,2026-03-04T17:00:00Z", "RECHECK,2026-03-16T17:00:00Z"})
    void aLateStepBeginsItsLadderWhichEndsWithTheStep(HandoverStep step, Instant due) {
        world.startClock();
        Family family = world.family(world.team(), 2);
        UUID handover = waitingAt(family, step);
        Job timer = management.createJobQuery().processInstanceId(instance(handover)).singleResult();
        assertThat(timer.getDuedate()).isEqualTo(Date.from(due));
        assertThat(tasks.createTaskQuery().processInstanceBusinessKey(handover.toString()).singleResult().getDueDate()).isEqualTo(Date.from(due));
        assertThat(obligation(handover)).isEqualTo(due);

        TestClock.get().set(due.plusSeconds(1));
        management.executeJob(timer.getId());

        Practitioner doer = step == HandoverStep.READ_HISTORY || step == HandoverStep.WRITE_ACCOUNT || step == HandoverStep.TELL_FAMILY ? family.team().incoming()
                : step == HandoverStep.PREPARE_SUMMARY || step == HandoverStep.RECORD_DISCUSSION ? family.team().outgoing() : family.team().supervisor();
        UUID obligation = jdbc.sql("select o.id from obligation_step s join obligation o on o.id = s.obligation_id where o.subject_id = :id and s.level = 0 and s.told_id = :doer")
                .param("id", handover).param("doer", doer.id()).query(UUID.class).single();
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(obligation.toString()).count()).as("its ladder").isEqualTo(1);
        assertThat(walk.step(handover)).as("the step goes on waiting").isEqualTo(step);
        assertThat(management.createJobQuery().processInstanceId(instance(handover)).count()).isZero();

        walk.next(family, handover);
        assertThat(jdbc.sql("select end_kind from obligation where subject_id = :id and due_at = :due and what = :what").param("id", handover)
                .param("due", java.sql.Timestamp.from(due)).param("what", step.inWords()).query(String.class).single()).isEqualTo("MET_LATE");
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(obligation.toString()).count()).as("its ladder").isZero();
    }

    private String instance(UUID handover) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(handover.toString()).singleResult().getId();
    }

    private Instant obligation(UUID handover) {
        return jdbc.sql("select due_at from obligation where subject_id = :id and ended_at is null and dedupe_key like '%Task_%'").param("id", handover)
                .query((row, n) -> row.getTimestamp("due_at").toInstant()).single();
    }

    @ParameterizedTest
    @CsvSource({"PREPARE_SUMMARY"})
    void aTimerThatFiresBeforeTheDueMomentTellsNobody(HandoverStep step) {
        world.startClock();
        Family family = world.family(world.team(), 2);
        UUID handover = waitingAt(family, step);
        management.executeJob(management.createJobQuery().processInstanceId(instance(handover)).singleResult().getId());
        assertThat(jdbc.sql("select count(*) from obligation_step s join obligation o on o.id = s.obligation_id where o.subject_id = :id").param("id", handover)
                .query(Integer.class).single()).isZero();
    }
}
