package org.throughline.agreement;

import java.util.Optional;
import java.util.UUID;

/**
 * The process that carries an agreement from step to step. The domain decides; the process waits, reminds and shows the work. What is asked here is told
 * to the engine last in the transaction, for it may be the act of one of its own tasks.
 */
public interface AgreementProcess {

    /** Begins to wait at the draft. */
    void start(UUID agreementId, UUID casefileId);

    /** Ends the waiting: the agreement ended in this transaction without its step being completed. */
    void end(UUID agreementId);

    /** Leaves the waiting step without completing it and waits at another. */
    void moveTo(UUID agreementId, AgreementStep step);

    /** Gives the waiting step to another person. */
    void giveTo(UUID agreementId, String username);

    /** The id of the waiting task. */
    Optional<String> waitingTask(UUID agreementId);
}
