package org.throughline.obligation.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.throughline.obligation.LadderQuestions;
import org.throughline.obligation.Obligations;
import org.throughline.workflow.ProcessBean;

/** The one place to which every timer of a ladder leads: the next level is told, if its moment has come. */
@Component("tellNextLevel")
@ProcessBean(expressions = "${tellNextLevel}")
class TellNextLevel implements JavaDelegate {

    private final Obligations obligations;
    private final LadderQuestions questions;

    TellNextLevel(Obligations obligations, LadderQuestions questions) {
        this.obligations = obligations;
        this.questions = questions;
    }

    /** A question without a task is one that was asked while the engine did not answer; its task is made now. */
    @Override
    public void execute(DelegateExecution execution) {
        obligations.tellNextLevel(ObligationLadder.obligation(execution));
        execution.setVariable(ObligationLadder.SOMEBODY_TO_ASK, questions.hasNoTask(ObligationLadder.obligation(execution)));
    }
}
