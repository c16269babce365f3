package org.throughline.meeting.process;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.meeting.MeetingProcess;
import org.throughline.meeting.MeetingStep;
import org.throughline.obligation.LastInTheTransaction;
import org.throughline.workflow.AsApplication;
import org.throughline.workflow.ThisTransaction;

/** The meeting's process in the engine. What it is told comes last in the transaction: it may be the act of one of its own tasks. */
@Component
class MeetingProcessAdapter implements MeetingProcess {

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final AsApplication application;
    private final ThisTransaction thisTransaction;

    MeetingProcessAdapter(RuntimeService runtime, TaskService tasks, AsApplication application, ThisTransaction thisTransaction) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.application = application;
        this.thisTransaction = thisTransaction;
    }

    @Override
    public void start(UUID meetingId, UUID casefileId) {
        thisTransaction.began(meetingId);
        LastInTheTransaction.run(() -> {
            if (thisTransaction.hasLeft(meetingId)) {
                return; // begun and ended in one: what met it was filed with its cause
            }
            application.run(() -> runtime.startProcessInstanceByKey(MultiAgencyMeeting.KEY, meetingId.toString(), Map.of(
                    MultiAgencyMeeting.MEETING_ID, meetingId.toString(), MultiAgencyMeeting.CASEFILE_ID, casefileId.toString())));
            if (waiting(meetingId).isEmpty()) {
                throw new Refusal("The process that is in use lets this meeting wait nowhere, so it was not begun. Ask an administrator to look at the model.", "model");
            }
        });
    }

    @Override
    public void end(UUID meetingId) {
        thisTransaction.left(meetingId);
        LastInTheTransaction.run(() -> application.run(() -> {
            boolean runs = runtime.createProcessInstanceQuery().processDefinitionKey(MultiAgencyMeeting.KEY).processInstanceBusinessKey(meetingId.toString()).count() > 0;
            if (runs) { // a model may have let it end before: the record leaves its step all the same
                runtime.createMessageCorrelation(MultiAgencyMeeting.MESSAGE_OVERTAKEN).processInstanceBusinessKey(meetingId.toString()).correlate();
            }
        }));
    }

    @Override
    public void moveTo(UUID meetingId, MeetingStep step) {
        thisTransaction.left(meetingId);
        LastInTheTransaction.run(() -> application.run(() -> {
            Task task = waiting(meetingId).orElseThrow(() -> new Refusal("The process of this meeting has ended before its time. Ask an administrator to look at the alarms.", "no-process"));
            String instance = task.getProcessInstanceId();
            runtime.createProcessInstanceModification(instance).startBeforeActivity(step.taskKey())
                    .cancelActivityInstance(runtime.getActivityInstance(instance).getActivityInstances(task.getTaskDefinitionKey())[0].getId()).execute();
        }));
    }

    @Override
    public void giveTo(UUID meetingId, String username) {
        LastInTheTransaction.run(() -> application.run(() -> waiting(meetingId).ifPresent(task -> tasks.setAssignee(task.getId(), username))));
    }

    @Override
    public Optional<String> waitingTask(UUID meetingId) {
        return application.call(() -> waiting(meetingId).map(Task::getId));
    }

    @Override
    public Map<String, UUID> meetingsOf(Collection<String> taskIds) {
        if (taskIds.isEmpty()) {
            return Map.of();
        }
        return application.call(() -> {
            List<Task> found = tasks.createTaskQuery().processDefinitionKey(MultiAgencyMeeting.KEY).taskIdIn(taskIds.toArray(String[]::new)).list();
            Set<String> instances = found.stream().map(Task::getProcessInstanceId).collect(Collectors.toSet());
            Map<String, UUID> keys = new HashMap<>();
            if (!instances.isEmpty()) {
                runtime.createProcessInstanceQuery().processInstanceIds(instances).list().forEach(instance -> keys.put(instance.getId(), UUID.fromString(instance.getBusinessKey())));
            }
            return found.stream().filter(task -> keys.containsKey(task.getProcessInstanceId())).collect(Collectors.toMap(Task::getId, task -> keys.get(task.getProcessInstanceId())));
        });
    }

    private Optional<Task> waiting(UUID meetingId) {
        return application.call(() -> Optional.ofNullable(tasks.createTaskQuery().processDefinitionKey(MultiAgencyMeeting.KEY)
                .processInstanceBusinessKey(meetingId.toString()).singleResult()));
    }
}

