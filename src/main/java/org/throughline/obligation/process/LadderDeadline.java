package org.throughline.obligation.process;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.workflow.ProcessBean;

/** Tells the model's timers when the next level is told (X7, X8). */
@Component("ladderDeadline")
@ProcessBean(expressions = "${ladderDeadline.next(execution)}")
public class LadderDeadline {

    private final Obligations obligations;

    LadderDeadline(Obligations obligations) {
        this.obligations = obligations;
    }

    public Date next(DelegateExecution execution) {
        ObligationView late = obligations.get(ObligationLadder.obligation(execution));
        return Date.from(late.nextLevelAt() == null ? late.dueAt() : late.nextLevelAt());
    }
}
