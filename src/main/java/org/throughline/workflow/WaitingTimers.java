package org.throughline.workflow;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.springframework.stereotype.Service;

/** Moves what waits to another moment, when the record has moved it: a task's due moment and its timers, in the running transaction. */
@Service
public class WaitingTimers {

    private final TaskService tasks;
    private final RuntimeService runtime;
    private final ManagementService management;
    private final RepositoryService repository;
    private final AsApplication application;

    WaitingTimers(TaskService tasks, RuntimeService runtime, ManagementService management, RepositoryService repository, AsApplication application) {
        this.tasks = tasks;
        this.runtime = runtime;
        this.management = management;
        this.repository = repository;
        this.application = application;
    }

    /** The step of the aggregate with this business key is due at another moment. A timer that has fired is not made again. */
    public void move(String businessKey, String taskKey, Instant due) {
        application.run(() -> tasks.createTaskQuery().processInstanceBusinessKey(businessKey).taskDefinitionKey(taskKey).list().forEach(task -> {
            due(task, due);
            Set<String> attached = repository.getBpmnModelInstance(task.getProcessDefinitionId()).getModelElementsByType(BoundaryEvent.class).stream()
                    .filter(event -> taskKey.equals(event.getAttachedTo().getId())).map(BoundaryEvent::getId).collect(Collectors.toSet());
            attached.forEach(event -> set(management.createJobQuery().processInstanceId(task.getProcessInstanceId()).activityId(event).timers().list(), due));
        }));
    }

    /** Every task and timer of one process instance is due at another moment. */
    public void moveAll(String processKey, String businessKey, Instant due) {
        application.run(() -> {
            for (ProcessInstance instance : runtime.createProcessInstanceQuery().processDefinitionKey(processKey).processInstanceBusinessKey(businessKey).list()) {
                tasks.createTaskQuery().processInstanceId(instance.getId()).list().forEach(task -> due(task, due));
                set(management.createJobQuery().processInstanceId(instance.getId()).timers().list(), due);
            }
        });
    }

    private void due(Task task, Instant due) {
        task.setDueDate(Date.from(due));
        tasks.saveTask(task);
    }

    private void set(List<Job> jobs, Instant due) {
        jobs.forEach(job -> management.setJobDuedate(job.getId(), Date.from(due)));
    }
}
