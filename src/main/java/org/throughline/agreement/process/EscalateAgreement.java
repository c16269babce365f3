package org.throughline.agreement.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.throughline.agreement.AgreementSteps;
import org.throughline.workflow.ProcessBean;

/** The one place to which every timer of an agreement leads: the ladder of the late step begins. */
@Component("escalateAgreement")
@ProcessBean(expressions = "${escalateAgreement}")
class EscalateAgreement implements JavaDelegate {

    private final AgreementSteps steps;

    EscalateAgreement(AgreementSteps steps) {
        this.steps = steps;
    }

    @Override
    public void execute(DelegateExecution execution) {
        steps.late(VoluntaryAgreement.agreement(execution));
    }
}
