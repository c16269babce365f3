package org.throughline.workflow;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;

/**
 * Tells the engine of aggregates that wait at one step at a time: that they begin, end, stand elsewhere, or are another person's. A module's adapter calls
 * it last in the transaction, after {@link ThisTransaction} was told, for it may be the act of one of its own tasks.
 */
@Component
public class StepProcess {

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final AsApplication application;

    StepProcess(RuntimeService runtime, TaskService tasks, AsApplication application) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.application = application;
    }

    /** Begins to wait at the first step. @throws Refusal where the model in use lets it wait nowhere */
    public void start(String process, UUID id, Map<String, Object> variables) {
        application.run(() -> runtime.startProcessInstanceByKey(process, id.toString(), variables));
        if (waiting(process, id).isEmpty()) {
            throw new Refusal("The process that is in use lets this wait nowhere, so it was not begun. Ask an administrator to look at the model.", "model");
        }
    }

    /** Ends the waiting by this message; nothing where a model has let it end before. */
    public void end(String process, UUID id, String message) {
        application.run(() -> {
            if (runtime.createProcessInstanceQuery().processDefinitionKey(process).processInstanceBusinessKey(id.toString()).count() > 0) {
                runtime.createMessageCorrelation(message).processInstanceBusinessKey(id.toString()).correlate();
            }
        });
    }

    /** Leaves the waiting step without completing it and waits at another. */
    public void moveTo(String process, UUID id, String taskKey) {
        application.run(() -> {
            Task task = waiting(process, id).orElseThrow(() -> new Refusal("This process has ended before its time. Ask an administrator to look at the alarms.", "no-process"));
            String instance = task.getProcessInstanceId();
            runtime.createProcessInstanceModification(instance).startBeforeActivity(taskKey)
                    .cancelActivityInstance(runtime.getActivityInstance(instance).getActivityInstances(task.getTaskDefinitionKey())[0].getId()).execute();
        });
    }

    /** Gives the waiting step to another person. */
    public void giveTo(String process, UUID id, String username) {
        application.run(() -> waiting(process, id).ifPresent(task -> tasks.setAssignee(task.getId(), username)));
    }

    /** The id of the waiting task. */
    public Optional<String> waitingTask(String process, UUID id) {
        return waiting(process, id).map(Task::getId);
    }

    private Optional<Task> waiting(String process, UUID id) {
        return application.call(() -> Optional.ofNullable(tasks.createTaskQuery().processDefinitionKey(process).processInstanceBusinessKey(id.toString()).singleResult()));
    }
}
