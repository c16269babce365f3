package org.throughline.meeting;

import java.util.UUID;

/** The process that carries a disagreement from step to step. The domain decides; the process waits, reminds and shows the work. */
public interface DisagreementProcess {

    /** Begins to wait. */
    void start(UUID disagreement, boolean childInDanger, boolean dateToSet);

    /** Leaves the waiting step without completing it and waits at another, or anew at the same one: the next level is asked. */
    void moveTo(UUID disagreement, DisagreementStep step);

    /** Ends the waiting: it was taken back in this transaction. */
    void withdraw(UUID disagreement);

    /** Gives the waiting step to another person. */
    void giveTo(UUID disagreement, String username);

    /** The id of the waiting task; null where none waits. */
    String waitingTask(UUID disagreement);
}
