package org.throughline.handover;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The process that carries a handover from step to step. The domain decides; the process waits, reminds and shows the work. */
public interface HandoverProcess {

    /** Begins to wait at the first step. */
    void start(UUID handoverId, UUID casefileId, boolean someoneHandsOver, boolean discussionPossible);

    /** Ends the waiting: the handover was withdrawn, or closed behind the next one, in this transaction. */
    void withdraw(UUID handoverId);

    /** Leaves the waiting step without completing it and waits at another, or anew at the same one. */
    void moveTo(UUID handoverId, HandoverStep step);

    /** Gives the waiting step to another person. */
    void giveTo(UUID handoverId, String username);

    /** The id of the waiting task. */
    Optional<String> waitingTask(UUID handoverId);

    /** The handovers to which these tasks belong; tasks of other processes and unknown ones are left out. */
    Map<String, UUID> handoversOf(Collection<String> taskIds);
}
