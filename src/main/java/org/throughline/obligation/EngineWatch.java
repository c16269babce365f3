package org.throughline.obligation;

import java.time.Instant;
import java.util.List;

/** What the engine holds, as far as it must agree with the record. Implemented where the engine is known. */
public interface EngineWatch {

    /** All of it, as the running transaction sees it. */
    Held held();

    /** Everything that the engine holds. */
    record Held(List<String> suspendedDefinitions, List<TimerKind> suspendedTimers, List<Instance> instances, List<Task> tasks, List<Job> jobs) {}

    /** The timers of one step of a model. */
    record TimerKind(String id, String definition) {}

    /** A running process. */
    record Instance(String id, String processKey, String definition, String businessKey, boolean suspended) {}

    /** A task that waits for a person. */
    record Task(String id, String instance, String execution, String taskKey, Instant dueAt, String assignee) {}

    /**
     * Work that the engine will do by itself.
     *
     * @param execution   the waiting step to which a timer belongs
     * @param timerKind   the timers of its step; null where it is none
     * @param retries     how often it is still tried
     * @param failed      whether it has failed before: it then waits for its next try, not for its due moment
     * @param lockedUntil until when a node holds it; null where none does
     */
    record Job(String id, String instance, String definition, String execution, String timerKind, Instant dueAt, int retries, boolean failed,
               boolean suspended, Instant lockedUntil) {}
}
