package org.throughline.meeting.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.throughline.meeting.DisagreementSteps;
import org.throughline.workflow.ProcessBean;

/** The one place to which every timer of a disagreement leads: the next level is asked, or the ladder of the late step begins. */
@Component("escalateDisagreement")
@ProcessBean(expressions = "${escalateDisagreement}")
class EscalateDisagreement implements JavaDelegate {

    private final DisagreementSteps steps;

    EscalateDisagreement(DisagreementSteps steps) {
        this.steps = steps;
    }

    @Override
    public void execute(DelegateExecution execution) {
        steps.late(ProfessionalDisagreement.disagreement(execution));
    }
}
