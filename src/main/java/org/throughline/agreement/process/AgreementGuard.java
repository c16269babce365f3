package org.throughline.agreement.process;

import org.springframework.stereotype.Component;
import org.throughline.agreement.AgreementStep;
import org.throughline.agreement.AgreementSteps;
import org.throughline.workflow.StepGuard;
import org.throughline.workflow.ThisTransaction;

/** What stands at every task of an agreement, whatever the model says. */
@Component
class AgreementGuard extends StepGuard<AgreementStep> {

    AgreementGuard(AgreementSteps steps, ThisTransaction thisTransaction) {
        super(VoluntaryAgreement.KEY, "agreement", "Begin on the case file's page.", steps, AgreementStep::ofTask, thisTransaction);
    }
}
