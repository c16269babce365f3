package org.throughline.meeting.process;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import org.throughline.meeting.MeetingSteps;
import org.throughline.workflow.ProcessBean;

/** Tells the model's timers when the waiting step is due: the moment of its obligation. */
@Component("meetingDeadline")
@ProcessBean(expressions = "${meetingDeadline.due(execution)}")
public class MeetingDeadline {

    private final MeetingSteps steps;

    MeetingDeadline(MeetingSteps steps) {
        this.steps = steps;
    }

    public Date due(DelegateExecution execution) {
        return Date.from(steps.dueAt(MultiAgencyMeeting.meeting(execution)));
    }
}
