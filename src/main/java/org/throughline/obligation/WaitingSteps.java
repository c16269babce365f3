package org.throughline.obligation;

import java.time.Instant;
import java.util.UUID;

/** The tasks of other processes that wait for something owed. */
public interface WaitingSteps {

    /**
     * The step is due at another moment: the task's due moment and its timer move, in this transaction.
     *
     * @param aggregate the business key of its process
     * @param taskKey   the step's id in the model
     */
    void moveDue(UUID aggregate, String taskKey, Instant due);
}
