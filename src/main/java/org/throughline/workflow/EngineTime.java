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
    private static final int AT_A_TIME = 50;

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
        return application.call(() -> waiting().listPage(0, 1)).stream().findFirst().map(Job::getDuedate).map(Date::toInstant);
    }

    /**
     * Does the jobs that are due by now, the earliest first. What comes due on the way is there at the next call: whoever wants all of them done
     * asks {@link #nextJob} again. A job that fails is tried again when the engine says so, as in life.
     *
     * @return how many were done
     */
    public int doWhatIsDue(Instant now) {
        List<String> due = application.call(() -> waiting().duedateLowerThan(Date.from(now.plusMillis(1))).listPage(0, AT_A_TIME)).stream().map(Job::getId).toList();
        due.forEach(this::carryOut);
        return due.size();
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
