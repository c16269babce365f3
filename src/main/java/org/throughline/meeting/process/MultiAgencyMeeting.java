package org.throughline.meeting.process;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** The names in the model {@code bpmn/multi-agency-meeting.bpmn} that code refers to. */
final class MultiAgencyMeeting {

    static final String KEY = "multi-agency-meeting";
    static final String MESSAGE_OVERTAKEN = "Message_MeetingOvertaken";

    static final String MEETING_ID = "meetingId";
    static final String CASEFILE_ID = "casefileId";

    private MultiAgencyMeeting() {}

    static UUID meeting(DelegateExecution execution) {
        return UUID.fromString(execution.getProcessBusinessKey());
    }
}
