package org.throughline.agreement.process;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** The names in the model {@code bpmn/voluntary-agreement.bpmn} that code refers to. */
final class VoluntaryAgreement {

    static final String KEY = "voluntary-agreement";
    static final String MESSAGE_ENDED = "Message_AgreementEnded";

    static final String AGREEMENT_ID = "agreementId";
    static final String CASEFILE_ID = "casefileId";

    private VoluntaryAgreement() {}

    static UUID agreement(DelegateExecution execution) {
        return UUID.fromString(execution.getProcessBusinessKey());
    }
}
