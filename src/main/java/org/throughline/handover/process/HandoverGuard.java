package org.throughline.handover.process;

import org.springframework.stereotype.Component;
import org.throughline.handover.HandoverStep;
import org.throughline.handover.HandoverSteps;
import org.throughline.workflow.StepGuard;
import org.throughline.workflow.ThisTransaction;

/** What stands at every task of a handover, whatever the model says. */
@Component
class HandoverGuard extends StepGuard<HandoverStep> {

    HandoverGuard(HandoverSteps steps, ThisTransaction thisTransaction) {
        super(CaseHandover.KEY, "handover", "Ask for a handover on the case file's page.", steps, HandoverStep::ofTask, thisTransaction);
    }
}
