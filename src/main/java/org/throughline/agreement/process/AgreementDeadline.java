package org.throughline.agreement.process;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import org.throughline.agreement.AgreementSteps;
import org.throughline.workflow.ProcessBean;

/** Tells the model's timers when the waiting step is due: the moment of its obligation. */
@Component("agreementDeadline")
@ProcessBean(expressions = "${agreementDeadline.due(execution)}")
public class AgreementDeadline {

    private final AgreementSteps steps;

    AgreementDeadline(AgreementSteps steps) {
        this.steps = steps;
    }

    public Date due(DelegateExecution execution) {
        return Date.from(steps.dueAt(VoluntaryAgreement.agreement(execution)));
    }
}
