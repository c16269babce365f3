package org.throughline.workflow;

import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.springframework.stereotype.Component;
import org.springframework.util.ReflectionUtils;

/**
 * What the caller of a completion sent, as distinct from what the process already held. The engine mixes both before the listeners run,
 * so it is noted when the command comes in. The two commands keep it in fields; a start fails if they no longer do.
 */
@Component
class Submissions {

    private final Field completeTask = field(CompleteTaskCmd.class, "taskId");
    private final Field completeSent = field(CompleteTaskCmd.class, "variables");
    private final Field formTask = field(SubmitTaskFormCmd.class, "taskId");
    private final Field formSent = field(SubmitTaskFormCmd.class, "properties");

    private final ThreadLocal<Deque<Submission>> current = ThreadLocal.withInitial(ArrayDeque::new);

    record Submission(String taskId, Map<String, Object> sent) {}

    /** What a command submits for which task; empty for any other command. */
    Optional<Submission> of(Command<?> command) {
        if (command instanceof CompleteTaskCmd) {
            return Optional.of(submission(completeTask, completeSent, command));
        }
        if (command instanceof SubmitTaskFormCmd) {
            return Optional.of(submission(formTask, formSent, command));
        }
        return Optional.empty();
    }

    void begin(Submission submission) {
        current.get().push(submission);
    }

    void end() {
        current.get().pop();
        if (current.get().isEmpty()) {
            current.remove();
        }
    }

    /** What was sent for this task by the command that completes it; nothing where our own code completes it otherwise. */
    Map<String, Object> sentFor(String taskId) {
        return current.get().stream().filter(s -> taskId.equals(s.taskId())).findFirst().map(Submission::sent).orElse(Map.of());
    }

    @SuppressWarnings("unchecked")
    private static Submission submission(Field task, Field sent, Command<?> command) {
        Map<String, Object> values = (Map<String, Object>) ReflectionUtils.getField(sent, command);
        return new Submission((String) ReflectionUtils.getField(task, command), values == null ? Map.of() : values);
    }

    private static Field field(Class<?> command, String name) {
        Field field = ReflectionUtils.findField(command, name);
        if (field == null) {
            throw new IllegalStateException("This engine keeps " + name + " of " + command.getSimpleName() + " elsewhere: look at it before you go on.");
        }
        field.setAccessible(true);
        return field;
    }
}
