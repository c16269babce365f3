package org.throughline.obligation.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.proxy.ParameterSetOperation;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.bpmn.parser.FailedJobRetryConfiguration;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.util.ParseUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.throughline.handover.HandoverWalk;
import org.throughline.testing.CountedStatements;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** Timers in number, and timers while the database fails them. */
@ThroughlineTest
class JobsProcessTest {

    @Autowired private ProcessEngine engine;
    @Autowired private ManagementService management;
    @Autowired private RuntimeService runtime;
    @Autowired private OwnerDatabase database;
    @Autowired private FamilyWorld world;
    @Autowired private HandoverWalk walk;

    /** All in one transaction of the owner that is rolled back: 100,000 timers that are not due, and the engine's own question. */
    @Test
    void with100000PendingTimersTheNextOnesAreFoundByTheIndex() throws Exception {
        ProcessEngineConfigurationImpl configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        List<QueryInfo> sent = CountedStatements.sentBy(() -> configuration.getCommandExecutorTxRequired()
                .execute(command -> command.getJobManager().findNextJobsToExecute(new Page(0, configuration.getJobExecutor().getMaxJobsPerAcquisition()))));
        assertThat(sent).hasSize(1);
        Object[] values = sent.get(0).getParametersList().get(0).stream().map(ParameterSetOperation::getArgs).map(args -> args[1]).toArray();
        try (Connection connection = database.ownerDataSource().getConnection()) {
            connection.setAutoCommit(false);
            JdbcTemplate one = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            try {
                one.update("""
                        insert into act_ru_job (id_, rev_, type_, exclusive_, retries_, duedate_, handler_type_, suspension_state_, priority_, sequence_counter_)
                        select 'pending-' || n, 1, 'timer', true, 3, timestamp '2100-01-01' + n * interval '1 minute', 'timer-transition', 1, 0, 1
                        from generate_series(1, 100000) n""");
                one.execute("analyze act_ru_job");
                String plan = String.join("\n", one.queryForList("explain (analyze, buffers, costs off, timing off, summary off) " + sent.get(0).getQuery(), String.class, values));
                assertThat(plan).contains("act_idx_job_duedate").doesNotContain("Seq Scan on act_ru_job res");
            } finally {
                connection.rollback();
            }
        }
    }

    /** By computation, for an outage that begins at the worst moment: every try in it fails, and each failure can be written down. */
    @Test
    void theWaitsBetweenTriesGrowAndOutlastAnOutageOfFiveMinutes() {
        String cycle = ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getFailedJobRetryTimeCycle();
        FailedJobRetryConfiguration schedule = ParseUtil.parseRetryIntervals(cycle);
        List<Duration> waits = schedule.getRetryIntervals().stream().map(Duration::parse).toList();
        assertThat(waits).isSorted().doesNotHaveDuplicates();
        int tries = schedule.getRetries();
        Duration after = Duration.ZERO;
        while (after.compareTo(Duration.ofMinutes(5)) < 0) {
            tries--;
            after = after.plus(waits.get(schedule.getRetries() - 1 - tries));
            assertThat(tries).as("tries left " + after + " after the first").isPositive();
        }
        assertThat(tries).as("tries left when it is over").isGreaterThanOrEqualTo(3);
        assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus)).as("a longer one is outlasted too").isGreaterThan(Duration.ofHours(5));
    }

    /** The worst of an outage: each try breaks in the middle, and the failure itself can still be written down. */
    @Test
    void anOutageOfFiveMinutesLeavesNoTimerExhausted() throws Exception {
        world.startClock();
        UUID handover = walk.request(world.family(world.team(), 2));
        String instance = runtime.createProcessInstanceQuery().processInstanceBusinessKey(handover.toString()).singleResult().getId();
        String timer = management.createJobQuery().processInstanceId(instance).singleResult().getId();
        Instant due = Instant.parse("2026-03-05T17:00:00Z");
        Instant over = due.plus(Duration.ofMinutes(5));
        int broken = 0;
        for (Instant now = due.plusSeconds(1); now.isBefore(over); now = now.plusSeconds(20)) {
            TestClock.get().set(now);
            if (!job(timer).getDuedate().after(Date.from(now))) {
                breakIt(timer, handover);
                broken++;
            }
            assertThat(job(timer).getRetries()).isPositive();
        }
        assertThat(broken).as("tried more than once, and with growing waits").isBetween(2, 4);
        TestClock.get().set(job(timer).getDuedate().toInstant().plusSeconds(1));
        management.executeJob(timer);
        assertThat(database.asOwner().sql("select count(*) from obligation_step s join obligation o on o.id = s.obligation_id where o.subject_id = :id").param("id", handover)
                .query(Integer.class).single()).isEqualTo(1);
    }

    /** Whoever gives it another try waits for the next look of a node, and not for the longest wait between tries. */
    @Test
    void aTimerThatHasFailedForGoodRunsAsSoonAsItIsGivenAnotherTry() throws Exception {
        world.startClock();
        UUID handover = walk.request(world.family(world.team(), 2));
        String instance = runtime.createProcessInstanceQuery().processInstanceBusinessKey(handover.toString()).singleResult().getId();
        String timer = management.createJobQuery().processInstanceId(instance).singleResult().getId();
        TestClock.get().set(Instant.parse("2026-03-05T17:00:01Z"));
        while (job(timer).getRetries() > 0) {
            TestClock.get().set(job(timer).getDuedate().toInstant().plusSeconds(1));
            breakIt(timer, handover);
        }
        assertThat(management.createJobQuery().jobId(timer).executable().count()).as("by itself it is not tried any more").isZero();
        management.setJobRetries(timer, 1);
        TestClock.get().tick();
        assertThat(management.createJobQuery().jobId(timer).executable().count()).isEqualTo(1);
        assertThat(job(timer).getDuedate()).as("and is due").isBeforeOrEqualTo(Date.from(TestClock.get().instant()));
    }

    private Job job(String id) {
        return management.createJobQuery().jobId(id).singleResult();
    }

    /** The obligation is held, so that the timer waits for it in the middle of its work; then the server ends its connection. */
    private void breakIt(String timer, UUID handover) throws Exception {
        DataSource owners = database.ownerDataSource();
        try (Connection holder = owners.getConnection()) {
            holder.setAutoCommit(false);
            new JdbcTemplate(new SingleConnectionDataSource(holder, true)).queryForList("select 1 from obligation where subject_id = ? for update", handover);
            CompletableFuture<Void> act = CompletableFuture.runAsync(() -> management.executeJob(timer));
            while (!act.isDone() && database.asSuperuser().sql("""
                    with waiting as materialized
                    (select pid from pg_stat_activity where datname = current_database() and usename = 'throughline_app' and wait_event_type = 'Lock')
                    select count(*) from waiting where pg_terminate_backend(pid)""").query(Integer.class).single() == 0) {
                Thread.onSpinWait();
            }
            assertThatThrownBy(act::join).isNotNull();
            holder.rollback();
        }
    }
}
