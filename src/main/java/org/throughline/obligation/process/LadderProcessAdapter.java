package org.throughline.obligation.process;

import java.time.Instant;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;
import org.throughline.obligation.LadderProcess;
import org.throughline.obligation.WaitingSteps;
import org.throughline.workflow.AsApplication;
import org.throughline.workflow.ThisTransaction;
import org.throughline.workflow.WaitingTimers;

/** The ladder's process in the engine, and the timers of what waits elsewhere. */
@Component
class LadderProcessAdapter implements LadderProcess, WaitingSteps {

    private final RuntimeService runtime;
    private final WaitingTimers timers;
    private final AsApplication application;
    private final ThisTransaction thisTransaction;

    LadderProcessAdapter(RuntimeService runtime, WaitingTimers timers, AsApplication application, ThisTransaction thisTransaction) {
        this.runtime = runtime;
        this.timers = timers;
        this.application = application;
        this.thisTransaction = thisTransaction;
    }

    @Override
    public boolean runs(UUID obligation) {
        return application.call(() -> runtime.createProcessInstanceQuery().processDefinitionKey(ObligationLadder.KEY)
                .processInstanceBusinessKey(obligation.toString()).count() > 0);
    }

    @Override
    public void begin(UUID obligation) {
        thisTransaction.began(obligation);
        application.run(() -> runtime.startProcessInstanceByKey(ObligationLadder.KEY, obligation.toString()));
    }

    @Override
    public void end(UUID obligation) {
        if (runs(obligation)) {
            application.run(() -> runtime.createMessageCorrelation(ObligationLadder.MESSAGE_ENDED)
                    .processInstanceBusinessKey(obligation.toString()).correlate());
        }
    }

    @Override
    public void move(UUID obligation, Instant next) {
        timers.moveAll(ObligationLadder.KEY, obligation.toString(), next);
    }

    @Override
    public void moveDue(UUID aggregate, String taskKey, Instant due) {
        timers.move(aggregate.toString(), taskKey, due);
    }
}
