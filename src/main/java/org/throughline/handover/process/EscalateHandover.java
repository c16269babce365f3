package org.throughline.handover.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.throughline.handover.HandoverSteps;
import org.throughline.workflow.ProcessBean;

/** The one place to which every timer of a handover leads: the ladder of the late step begins. */
@Component("escalateHandover")
@ProcessBean(expressions = "${escalateHandover}")
class EscalateHandover implements JavaDelegate {

    private final HandoverSteps steps;

    EscalateHandover(HandoverSteps steps) {
        this.steps = steps;
    }

    @Override
    public void execute(DelegateExecution execution) {
        steps.late(CaseHandover.handover(execution));
    }
}
