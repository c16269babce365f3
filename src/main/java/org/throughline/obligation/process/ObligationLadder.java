package org.throughline.obligation.process;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** The names in the model {@code bpmn/obligation-ladder.bpmn} that code refers to. */
final class ObligationLadder {

    static final String KEY = "obligation-ladder";
    static final String SEE_TO_IT = "Task_SeeToIt";
    static final String MESSAGE_ENDED = "Message_ObligationEnded";

    static final String SOMEBODY_TO_ASK = "somebodyToAsk";
    static final String ANSWER = "answer";

    static final String DRAFT_VERSION = "draftVersion";
    static final String OUTCOME = "outcome";

    static final String TABLE = "obligation-ladder";

    private ObligationLadder() {}

    static UUID obligation(DelegateExecution execution) {
        return UUID.fromString(execution.getProcessBusinessKey());
    }
}
