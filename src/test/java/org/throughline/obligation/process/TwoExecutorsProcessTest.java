package org.throughline.obligation.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultJobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobHelper;
import org.camunda.bpm.engine.impl.jobexecutor.NotifyAcquisitionRejectedJobsHandler;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.obligation.Obligations;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.LateMany;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.ThroughlineTest;

/**
 * Two executors of jobs on one database, as two nodes have them, and a third that dies with jobs in its hands. Two whole applications with
 * 1,000 timers, one of them killed with -9, run in {@code -Pfull}: {@code TwoNodesIT}.
 */
@ThroughlineTest
class TwoExecutorsProcessTest {

    private static final int TIMERS = 80;
    private static final Duration CAP = Duration.ofMinutes(2);

    @Autowired private ProcessEngine engine;
    @Autowired private FamilyWorld world;
    @Autowired private Obligations obligations;
    @Autowired private OwnerDatabase database;
    @Autowired private JdbcClient jdbc;

    /** Does what it has taken. The engine's own runnable asks the engine's own executor whether it still works, which in tests it never does. */
    private static final class Node extends DefaultJobExecutor {

        @Override
        public Runnable getExecuteJobsRunnable(List<String> jobs, ProcessEngineImpl of) {
            return () -> jobs.forEach(job -> {
                try {
                    ExecuteJobHelper.executeJob(job, of.getProcessEngineConfiguration().getCommandExecutorTxRequired());
                } catch (RuntimeException failed) {
                    // written down at the job, which is tried again
                }
            });
        }
    }

    /** Takes jobs and never does them: what a node looks like from the database that was killed in between. */
    private static final class Dying extends DefaultJobExecutor {

        private final CountDownLatch holds = new CountDownLatch(1);

        @Override
        public void executeJobs(List<String> jobs, ProcessEngineImpl of) {
            holds.countDown();
        }
    }

    @Test
    void eachLevelIsToldOnceThoughOneOfThreeNodesDiesWithJobsInItsHands() throws Exception {
        LateMany late = LateMany.of(TIMERS, world.team().incoming(), obligations, jdbc, database.asOwner());
        Dying dying = new Dying();
        Node one = new Node();
        Node two = new Node();
        late.nextLevelIsDue();
        late.others(true);
        try {
            begin(dying);
            assertThat(dying.holds.await(CAP.toSeconds(), TimeUnit.SECONDS)).isTrue();
            dying.shutdown();
            assertThat(late.holders()).containsExactly(dying.getLockOwner());
            begin(one);
            begin(two);
            long end = System.nanoTime() + CAP.toNanos();
            while (late.told() < TIMERS && System.nanoTime() < end) {
                LockSupport.parkNanos(20_000_000);
            }
        } finally {
            one.shutdown();
            two.shutdown();
            late.others(false);
        }
        assertThat(late.told()).isEqualTo(TIMERS);
        assertThat(late.wrong()).isZero();
    }

    private void begin(DefaultJobExecutor executor) {
        executor.setRejectedJobsHandler(new NotifyAcquisitionRejectedJobsHandler());
        executor.setMaxJobsPerAcquisition(16);
        executor.setWaitTimeInMillis(200);
        executor.setMaxWait(400);
        executor.setLockTimeInMillis(1500);
        executor.registerProcessEngine((ProcessEngineImpl) engine);
        executor.start();
    }
}
