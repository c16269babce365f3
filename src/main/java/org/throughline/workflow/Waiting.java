package org.throughline.workflow;

import java.time.Instant;

/**
 * Who a waiting task is with.
 *
 * @param assignee    user name of the one who does it
 * @param owner       user name of the one who answers for it and may see it, usually the assignee's supervisor; null if nobody
 * @param dueAt       the moment by which it must be done
 * @param ownerMayAct whether the engine lets the owner complete it too ("on what X told me"); the guard still decides in
 *                    {@link GuardedProcess#taskCompletes}
 */
public record Waiting(String assignee, String owner, Instant dueAt, boolean ownerMayAct) {

    /** A task that only its assignee may complete. */
    public Waiting(String assignee, String owner, Instant dueAt) {
        this(assignee, owner, dueAt, false);
    }
}
