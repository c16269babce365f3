package org.throughline.handover.process;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import org.throughline.handover.HandoverSteps;
import org.throughline.workflow.ProcessBean;

/** Tells the model's timers when the waiting step is due: the moment of its obligation (X9). */
@Component("handoverDeadline")
@ProcessBean(expressions = "${handoverDeadline.due(execution)}")
public class HandoverDeadline {

    private final HandoverSteps steps;

    HandoverDeadline(HandoverSteps steps) {
        this.steps = steps;
    }

    public Date due(DelegateExecution execution) {
        return Date.from(steps.dueAt(CaseHandover.handover(execution)));
    }
}
