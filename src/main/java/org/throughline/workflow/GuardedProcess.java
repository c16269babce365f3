package org.throughline.workflow;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the domain knows of one process's waiting steps. The workflow module binds it to every user task of the process when a model is
 * read, so that no edited model can drop it. A task key or a process that no guard knows is refused at its deployment.
 *
 * <p>All methods run in the engine's transaction. To refuse, throw {@link org.throughline.access.Refusal}: its sentence reaches the
 * person, in Tasklist and in our own interface alike.
 */
public interface GuardedProcess {

    /** The process's id in the model, such as {@code case-handover}. */
    String processKey();

    /**
     * A task starts to wait. Opens its obligation.
     *
     * @return who works on it, who answers for that person, and when it is due
     */
    Waiting taskWaits(GuardedTask task);

    /**
     * The act of a task: the domain's transition, or a refusal.
     *
     * @param submitted what the caller sent; every name is one of {@link #allowedVariables()}
     * @return the routing facts with which the process goes on; they overwrite whatever was there
     */
    Map<String, Object> taskCompletes(GuardedTask task, Map<String, Object> submitted);

    /** True only if the aggregate has left this step in this very transaction; otherwise a deletion of the task is refused. */
    boolean mayLeave(GuardedTask task);

    /**
     * Who may start an instance: called before an instance of this process starts, however it is started.
     *
     * @param variables what the process would start with
     * @return true only if the aggregate was made in this very transaction
     */
    boolean mayStart(String businessKey, Map<String, Object> variables);

    /** The sentence for a task that is gone, such as "Already done by Ann Sample on Mon 7 Sep 2026, 16:30.", or empty. */
    Optional<String> whyGone(String taskKey, String businessKey);

    /** The names that a caller may send when completing a task; anything else is refused. */
    Set<String> allowedVariables();
}
