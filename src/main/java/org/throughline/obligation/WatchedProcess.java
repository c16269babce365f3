package org.throughline.obligation;

import java.util.List;
import java.util.UUID;

/** What must be waiting in the engine by the record of a module above; the watchdog compares it with what does wait (domain 6). */
public interface WatchedProcess {

    /** The process's id in the model. */
    String processKey();

    /** Everything that runs now, each with the one step at which it waits. Called in the watchdog's transaction, which sees one moment. */
    List<Step> waiting();

    /**
     * One waiting step.
     *
     * @param id            the business key of its process
     * @param taskKey       the task that must wait
     * @param obligationKey the key of the open obligation that says by when
     */
    record Step(UUID id, String taskKey, String obligationKey) {}
}
