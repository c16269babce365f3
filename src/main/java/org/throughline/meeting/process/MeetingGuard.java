package org.throughline.meeting.process;

import org.springframework.stereotype.Component;
import org.throughline.meeting.MeetingStep;
import org.throughline.meeting.MeetingSteps;
import org.throughline.workflow.StepGuard;
import org.throughline.workflow.ThisTransaction;

/** What stands at every task of a meeting, whatever the model says. */
@Component
class MeetingGuard extends StepGuard<MeetingStep> {

    MeetingGuard(MeetingSteps steps, ThisTransaction thisTransaction) {
        super(MultiAgencyMeeting.KEY, "meeting", "Call for a meeting on the case file's page.", steps, MeetingStep::ofTask, thisTransaction);
    }
}
