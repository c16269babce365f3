package org.throughline.workflow;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.throughline.access.Refusal;
import org.throughline.access.Refusal.Missing;

/**
 * Stands at every user task: asks the process's guard who works on it and when it is due, lets only the assignee or the owner complete it, takes
 * nothing from outside but what is allowed, and lets no task vanish that the aggregate still waits for.
 */
final class TaskGuard implements TaskListener {

    private static final int LONGEST_TEXT = 200;

    private final Guards guards;
    private final Submissions submissions;

    TaskGuard(Guards guards, Submissions submissions) {
        this.guards = guards;
        this.submissions = submissions;
    }

    @Override
    public void notify(DelegateTask task) {
        if (task.getEventName() == null) {
            // its process instance ended between the engine's two looks: somebody withdrew at this moment what the task belongs to
            throw new Refusal(EngineTasks.NO_LONGER, "already-done");
        }
        String process = ((TaskEntity) task).getProcessDefinition().getKey();
        Optional<GuardedProcess> guard = guards.of(process);
        if (guard.isEmpty()) {
            throw new Refusal("Nobody answers for the steps of the process \"" + process + "\". Ask the person who changed the model to take it back.", "no-guard");
        }
        switch (task.getEventName()) {
            case EVENTNAME_CREATE -> waits(guard.get(), task);
            case EVENTNAME_COMPLETE -> completes(guard.get(), task);
            case EVENTNAME_DELETE -> leaves(guard.get(), task);
            default -> { }
        }
    }

    private static void waits(GuardedProcess guard, DelegateTask task) {
        Waiting waiting = guard.taskWaits(seen(task));
        task.setOwner(waiting.owner());
        task.setAssignee(waiting.assignee());
        task.setDueDate(Date.from(waiting.dueAt()));
        if (waiting.ownerMayAct()) {
            TaskRights.letWork((TaskEntity) task, waiting.owner());
        }
    }

    private void completes(GuardedProcess guard, DelegateTask task) {
        Map<String, Object> sent = submissions.sentFor(task.getId());
        GuardedTask seen = seen(task);
        refuseOthers(guard, task, seen);
        refuseUnknown(guard.allowedVariables(), sent);
        Map<String, Object> facts = guard.taskCompletes(seen, Map.copyOf(withoutNulls(sent)));
        sent.keySet().forEach(task.getExecution()::removeVariable);
        task.getExecution().setVariables(facts);
    }

    private static void leaves(GuardedProcess guard, DelegateTask task) {
        if (!guard.mayLeave(seen(task))) {
            throw new Refusal("This step still waits for " + who(task) + " and cannot be taken away. Complete it, or withdraw what it belongs to with a reason.", "step-still-waits");
        }
    }

    private static void refuseOthers(GuardedProcess guard, DelegateTask task, GuardedTask seen) {
        if (seen.actingUser() == null) {
            throw new Refusal("Nobody is signed in. A step is completed by a person.", "nobody-signed-in");
        }
        if (!seen.actingUser().equals(task.getAssignee()) && !seen.actingUser().equals(task.getOwner())) {
            // who lost a race hears what happened, not whose task it now is
            throw new Refusal(guard.whyGone(seen.taskKey(), seen.businessKey())
                    .orElse("This task is with " + who(task) + ". Only they can complete it."), "not-yours");
        }
    }

    private static void refuseUnknown(Set<String> allowed, Map<String, Object> sent) {
        List<Missing> faults = new ArrayList<>();
        sent.forEach((name, value) -> {
            if (!allowed.contains(name)) {
                faults.add(new Missing("\"" + name + "\" cannot be sent with this task.", null));
            } else if (!isPlain(value)) {
                faults.add(new Missing("\"" + name + "\" must be a number, a date, yes or no, or a short word.", null));
            }
        });
        if (!faults.isEmpty()) {
            throw new Refusal("The task was not completed: " + String.join(" ", faults.stream().map(Missing::text).sorted().toList()), "variables-refused", faults);
        }
    }

    private static boolean isPlain(Object value) {
        return value == null || value instanceof Number || value instanceof Boolean || value instanceof Date
                || value instanceof String text && text.length() <= LONGEST_TEXT;
    }

    private static Map<String, Object> withoutNulls(Map<String, Object> sent) {
        Map<String, Object> present = new java.util.HashMap<>(sent);
        present.values().removeIf(java.util.Objects::isNull);
        return present;
    }

    private static String who(DelegateTask task) {
        return task.getAssignee() == null ? "someone else" : task.getAssignee();
    }

    private static GuardedTask seen(DelegateTask task) {
        return new GuardedTask(task.getId(), task.getTaskDefinitionKey(), task.getExecution().getProcessBusinessKey(), task.getProcessInstanceId(),
                Context.getCommandContext().getAuthenticatedUserId());
    }
}
