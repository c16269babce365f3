package org.throughline.handover.process;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** The names in the model {@code bpmn/case-handover.bpmn} that code refers to. */
final class CaseHandover {

    static final String KEY = "case-handover";
    static final String MESSAGE_WITHDRAWN = "Message_HandoverWithdrawn";

    static final String HANDOVER_ID = "handoverId";
    static final String CASEFILE_ID = "casefileId";
    static final String SOMEONE_HANDS_OVER = "someoneHandsOver";
    static final String DISCUSSION_POSSIBLE = "discussionPossible";

    static final String DEADLINE_TABLE = "handover-deadline";
    static final String READINESS_TABLE = "handover-readiness";

    private CaseHandover() {}

    static UUID handover(DelegateExecution execution) {
        return UUID.fromString(execution.getProcessBusinessKey());
    }
}
