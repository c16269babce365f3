package org.throughline.meeting;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The process that carries a meeting from step to step. The domain decides; the process waits, reminds and shows the work. What is asked
 * here is told to the engine last in the transaction, for it may be the act of one of its own tasks.
 */
public interface MeetingProcess {

    /** Begins to wait at the first step. */
    void start(UUID meetingId, UUID casefileId);

    /** Ends the waiting: the meeting was overtaken in this transaction. */
    void end(UUID meetingId);

    /** Leaves the waiting step without completing it and waits at another. */
    void moveTo(UUID meetingId, MeetingStep step);

    /** Gives the waiting step to another person. */
    void giveTo(UUID meetingId, String username);

    /** The id of the waiting task. */
    Optional<String> waitingTask(UUID meetingId);

    /** The meetings to which these tasks belong; tasks of other processes and unknown ones are left out. */
    Map<String, UUID> meetingsOf(Collection<String> taskIds);
}
