package org.throughline.meeting.process;

import org.springframework.stereotype.Component;
import org.throughline.meeting.DisagreementStep;
import org.throughline.meeting.DisagreementSteps;
import org.throughline.workflow.StepGuard;
import org.throughline.workflow.ThisTransaction;

/** What stands at every task of a disagreement, whatever the model says. */
@Component
class DisagreementGuard extends StepGuard<DisagreementStep> {

    DisagreementGuard(DisagreementSteps steps, ThisTransaction thisTransaction) {
        super(ProfessionalDisagreement.KEY, "disagreement", "Write on the case file's page that you do not agree.", steps, DisagreementStep::ofTask, thisTransaction);
    }
}
