package org.throughline.handover.process;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.handover.HandoverProcess;
import org.throughline.handover.HandoverStep;
import org.throughline.workflow.AsApplication;
import org.throughline.workflow.ThisTransaction;

/** The handover's process in the engine. */
@Component
class HandoverProcessAdapter implements HandoverProcess {

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final AsApplication application;
    private final ThisTransaction thisTransaction;

    HandoverProcessAdapter(RuntimeService runtime, TaskService tasks, AsApplication application, ThisTransaction thisTransaction) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.application = application;
        this.thisTransaction = thisTransaction;
    }

    @Override
    public void start(UUID handoverId, UUID casefileId, boolean someoneHandsOver, boolean discussionPossible) {
        thisTransaction.began(handoverId);
        application.run(() -> runtime.startProcessInstanceByKey(CaseHandover.KEY, handoverId.toString(), Map.of(
                CaseHandover.HANDOVER_ID, handoverId.toString(),
                CaseHandover.CASEFILE_ID, casefileId.toString(),
                CaseHandover.SOMEONE_HANDS_OVER, someoneHandsOver,
                CaseHandover.DISCUSSION_POSSIBLE, discussionPossible)));
        if (taskOf(handoverId).isEmpty()) {
            throw new Refusal("The process that is in use lets this handover wait nowhere, so it was not begun. Ask an administrator to look at the model.", "model");
        }
    }

    @Override
    public void withdraw(UUID handoverId) {
        thisTransaction.left(handoverId);
        if (application.call(() -> instanceOf(handoverId)).isEmpty()) {
            return; // a model let it end before: the record leaves its step all the same
        }
        application.run(() -> runtime.createMessageCorrelation(CaseHandover.MESSAGE_WITHDRAWN)
                .processInstanceBusinessKey(handoverId.toString()).correlate());
    }

    @Override
    public void moveTo(UUID handoverId, HandoverStep step) {
        thisTransaction.left(handoverId);
        application.run(() -> {
            Task waiting = waiting(handoverId);
            String instance = waiting.getProcessInstanceId();
            runtime.createProcessInstanceModification(instance)
                    .startBeforeActivity(step.taskKey())
                    .cancelActivityInstance(activityInstance(instance, waiting))
                    .execute();
        });
    }

    private String activityInstance(String instance, Task waiting) {
        return runtime.getActivityInstance(instance).getActivityInstances(waiting.getTaskDefinitionKey())[0].getId();
    }

    @Override
    public void giveTo(UUID handoverId, String username) {
        application.run(() -> tasks.setAssignee(waiting(handoverId).getId(), username));
    }

    @Override
    public Optional<String> waitingTask(UUID handoverId) {
        return application.call(() -> taskOf(handoverId).map(Task::getId));
    }

    private Task waiting(UUID handoverId) {
        return taskOf(handoverId).orElseThrow(() -> new Refusal("The process of this handover has ended before its time. Withdraw the handover and ask for it again; "
                + "nothing that was read is lost.", "no-process"));
    }

    private Optional<Task> taskOf(UUID handoverId) {
        return Optional.ofNullable(tasks.createTaskQuery().processDefinitionKey(CaseHandover.KEY)
                .processInstanceBusinessKey(handoverId.toString()).singleResult());
    }

    private Optional<String> instanceOf(UUID handoverId) {
        return Optional.ofNullable(runtime.createProcessInstanceQuery().processDefinitionKey(CaseHandover.KEY)
                .processInstanceBusinessKey(handoverId.toString()).singleResult()).map(ProcessInstance::getId);
    }

    @Override
    public Map<String, UUID> handoversOf(Collection<String> taskIds) {
        if (taskIds.isEmpty()) {
            return Map.of();
        }
        return application.call(() -> {
            List<Task> found = tasks.createTaskQuery().processDefinitionKey(CaseHandover.KEY).taskIdIn(taskIds.toArray(String[]::new)).list();
            Set<String> instances = found.stream().map(Task::getProcessInstanceId).collect(Collectors.toCollection(HashSet::new));
            Map<String, UUID> keys = new HashMap<>();
            if (!instances.isEmpty()) {
                runtime.createProcessInstanceQuery().processInstanceIds(instances).list()
                        .forEach(instance -> keys.put(instance.getId(), UUID.fromString(instance.getBusinessKey())));
            }
            return found.stream().filter(task -> keys.containsKey(task.getProcessInstanceId()))
                    .collect(Collectors.toMap(Task::getId, task -> keys.get(task.getProcessInstanceId())));
        });
    }
}
