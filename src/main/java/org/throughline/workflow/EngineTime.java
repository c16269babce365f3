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
    /** More jobs than that at one moment are a circle. */
    private static final int MOST_AT_ONE_MOMENT = 10_000;

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

    /** When the soonest job is due that is neither suspended nor given up. */
    public Optional<Instant> nextJob() {
        return application.call(() -> waiting().listPage(0, 1)).stream().findFirst().map(job -> job.getDuedate().toInstant());
    }

    /**
     * Does every job that is due by now, the earliest first, those that come due on the way included, until there is none. A job that
     * fails is tried again when the engine says so, as in life.
     *
     * @return how many were done
     */
    public int doWhatIsDue(Instant now) {
        for (int done = 0; done < MOST_AT_ONE_MOMENT; done++) {
            List<Job> due = application.call(() -> waiting().duedateLowerThan(Date.from(now.plusMillis(1))).listPage(0, 1));
            if (due.isEmpty()) {
                return done;
            }
            carryOut(due.get(0));
        }
        throw new IllegalStateException("More than " + MOST_AT_ONE_MOMENT + " jobs are due at " + now);
    }

    private void carryOut(Job job) {
        try {
            application.run(() -> management.executeJob(job.getId()));
        } catch (RuntimeException failed) {
            LOG.warn("The job {} failed and is tried again later: {}", job.getId(), failed.getMessage());
        }
    }

    private JobQuery waiting() {
        return management.createJobQuery().active().withRetriesLeft().orderByJobDuedate().asc();
    }
}
