package org.throughline.workflow;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.throughline.access.Refusal;

/**
 * What stands at every task of a process whose instances are aggregates with an id as business key, and whose steps are completed by the version of a
 * draft and a chosen outcome. A module does its steps ({@link Steps}); how the engine speaks of them stands here once.
 */
public abstract class StepGuard<S> implements GuardedProcess {

    private static final String DRAFT_VERSION = "draftVersion";
    private static final String OUTCOME = "outcome";

    private final String processKey;
    private final String called;
    private final String begin;
    private final Steps<S> steps;
    private final Function<String, Optional<S>> ofTask;
    private final ThisTransaction thisTransaction;

    /**
     * @param called as the aggregate is called in a sentence, such as agreement
     * @param begin  the sentence that says how one begins
     * @param ofTask the step with this task id
     */
    protected StepGuard(String processKey, String called, String begin, Steps<S> steps, Function<String, Optional<S>> ofTask, ThisTransaction thisTransaction) {
        this.processKey = processKey;
        this.called = called;
        this.begin = begin;
        this.steps = steps;
        this.ofTask = ofTask;
        this.thisTransaction = thisTransaction;
    }

    @Override
    public final String processKey() {
        return processKey;
    }

    @Override
    public final Waiting taskWaits(GuardedTask task) {
        return steps.waitsAt(id(task.businessKey()), step(task.taskKey()));
    }

    @Override
    public final Map<String, Object> taskCompletes(GuardedTask task, Map<String, Object> submitted) {
        Object outcome = submitted.get(OUTCOME);
        return steps.complete(id(task.businessKey()), step(task.taskKey()), task.actingUser(), version(submitted.get(DRAFT_VERSION)), outcome == null ? null : outcome.toString());
    }

    @Override
    public final boolean mayLeave(GuardedTask task) {
        return thisTransaction.hasLeft(id(task.businessKey()));
    }

    @Override
    public final boolean mayStart(String businessKey, Map<String, Object> variables) {
        return businessKey != null && thisTransaction.hasBegun(id(businessKey));
    }

    @Override
    public final Optional<String> whyGone(String taskKey, String businessKey) {
        return businessKey == null ? Optional.empty() : ofTask.apply(taskKey).flatMap(step -> steps.whyGone(id(businessKey), step));
    }

    @Override
    public final Set<String> allowedVariables() {
        return Set.of(DRAFT_VERSION, OUTCOME);
    }

    private S step(String taskKey) {
        return ofTask.apply(taskKey).orElseThrow(() -> new Refusal("The " + called + " knows no step " + taskKey + ". Take the change of the model back.", "unknown-step"));
    }

    private static Integer version(Object sent) {
        if (sent == null) {
            return null;
        }
        try {
            return sent instanceof Number number ? Math.toIntExact(number.longValue()) : Integer.valueOf(sent.toString());
        } catch (ArithmeticException | NumberFormatException e) {
            throw new Refusal("The version of the text must be a whole number.", "stale-draft");
        }
    }

    private UUID id(String businessKey) {
        try {
            return UUID.fromString(businessKey == null ? "" : businessKey);
        } catch (IllegalArgumentException e) {
            throw new Refusal("This process belongs to no " + called + ". " + begin, "no-" + called);
        }
    }
}
