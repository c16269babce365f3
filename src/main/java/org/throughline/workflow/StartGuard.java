package org.throughline.workflow;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.throughline.access.Refusal;

/** An instance starts only where its aggregate was made in the same transaction. */
final class StartGuard implements ExecutionListener {

    private final Guards guards;

    StartGuard(Guards guards) {
        this.guards = guards;
    }

    @Override
    public void notify(DelegateExecution execution) {
        String key = ((ExecutionEntity) execution).getProcessDefinition().getKey();
        Map<String, Object> variables = execution.getVariables();
        guards.of(key).ifPresent(guard -> {
            if (!guard.mayStart(execution.getProcessBusinessKey(), variables)) {
                throw new Refusal("This does not start here. Ask for it from the case file, so that it is recorded who asked and why.", "start-from-the-case-file");
            }
        });
    }
}
