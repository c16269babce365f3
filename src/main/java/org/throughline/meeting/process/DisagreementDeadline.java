package org.throughline.meeting.process;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import org.throughline.meeting.DisagreementSteps;
import org.throughline.workflow.ProcessBean;

/** Tells the model's timers when the waiting step is due: the moment of its obligation. */
@Component("disagreementDeadline")
@ProcessBean(expressions = "${disagreementDeadline.due(execution)}")
public class DisagreementDeadline {

    private final DisagreementSteps steps;

    DisagreementDeadline(DisagreementSteps steps) {
        this.steps = steps;
    }

    public Date due(DelegateExecution execution) {
        return Date.from(steps.dueAt(ProfessionalDisagreement.disagreement(execution)));
    }
}
