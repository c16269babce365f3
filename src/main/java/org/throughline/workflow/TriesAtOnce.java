package org.throughline.workflow;

import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/**
 * Notes that a job has failed, as the engine does. One that has failed for good is due at once, and waits only for another try: the engine puts it off by the
 * longest wait first, and whoever gives it another try in Cockpit would wait four hours for it without being told.
 */
final class TriesAtOnce extends DefaultJobRetryCmd {

    private static final long serialVersionUID = 1L;

    TriesAtOnce(String job, Throwable why) {
        super(job, why);
    }

    @Override
    public Object execute(CommandContext context) {
        Object answer = super.execute(context);
        JobEntity job = getJob();
        if (job != null && job.getRetries() == 0) {
            job.setDuedate(ClockUtil.getCurrentTime());
        }
        return answer;
    }
}
