package org.throughline.meeting.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.throughline.meeting.MeetingSteps;
import org.throughline.workflow.ProcessBean;

/** The one place to which every timer of a meeting leads: the ladder of the late step begins. */
@Component("escalateMeeting")
@ProcessBean(expressions = "${escalateMeeting}")
class EscalateMeeting implements JavaDelegate {

    private final MeetingSteps steps;

    EscalateMeeting(MeetingSteps steps) {
        this.steps = steps;
    }

    @Override
    public void execute(DelegateExecution execution) {
        steps.late(MultiAgencyMeeting.meeting(execution));
    }
}
