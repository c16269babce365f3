package org.throughline.workflow;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.JobQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** The engine on a simulated clock: where its time stands, and its jobs done one after the other in the order in which they are due. */
@Service
public class EngineTime {

    private static final Logger LOG = LoggerFactory.getLogger(EngineTime.class);
    private static final int AT_A_TIME = 10;

    private final ManagementService management;
    private final AsApplication application;

    EngineTime(ManagementService management, AsApplication application) {
        this.management = management;
        this.application = application;
    }

    /** The engine's time stands at this moment, for the whole process. */
    public void stand(Instant moment) {
        ClockUtil.setCurrentTime(Date.from(moment));
    }

    /** The engine follows the real time again. */
    public void follow() {
        ClockUtil.reset();
    }

    /** Jobs that are due at one moment, the earliest that there is. */
    public record Soonest(Instant at, List<String> jobs) {}

    /** What is due soonest of what is neither suspended nor given up; empty where nothing is. */
    public Optional<Soonest> soonest() {
        List<Job> waiting = application.call(() -> waiting().listPage(0, AT_A_TIME)).stream().filter(job -> job.getDuedate() != null).toList();
        return waiting.stream().findFirst().map(Job::getDuedate).map(first -> new Soonest(first.toInstant(), waiting.stream().filter(job -> first.equals(job.getDuedate())).map(Job::getId).toList()));
    }

    /**
     * Does these jobs, one after the other. What comes due on the way is there at the next {@link #soonest}. A job that fails is tried again when
     * the engine says so, as in life.
     */
    public void carryOut(List<String> jobs) {
        jobs.forEach(this::carryOut);
    }

    private void carryOut(String job) {
        try {
            application.run(() -> management.executeJob(job));
        } catch (RuntimeException failed) {
            if (application.call(() -> management.createJobQuery().jobId(job).singleResult()) != null) { // else one before it has made it needless
                LOG.warn("The job {} failed and is tried again later: {}", job, failed.getMessage());
            }
        }
    }

    private JobQuery waiting() {
        return management.createJobQuery().active().withRetriesLeft().orderByJobDuedate().asc();
    }
}
