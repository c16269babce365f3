package org.throughline.meeting.process;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** The names in the model {@code bpmn/professional-disagreement.bpmn} that code refers to. */
final class ProfessionalDisagreement {

    static final String KEY = "professional-disagreement";
    static final String MESSAGE_WITHDRAWN = "Message_DisagreementWithdrawn";

    static final String CHILD_IN_DANGER = "childInDanger";
    static final String DATE_TO_SET = "dateToSet";

    static final String TABLE = "escalation-step";

    private ProfessionalDisagreement() {}

    static UUID disagreement(DelegateExecution execution) {
        return UUID.fromString(execution.getProcessBusinessKey());
    }
}
