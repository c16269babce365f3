package org.throughline.workflow;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.throughline.access.Refusal;

/**
 * What a module does at the steps of an aggregate for which a process waits. The engine asks, whichever way a task is made or completed; the caller
 * has a transaction.
 *
 * @param <S> a step
 */
public interface Steps<S> {

    /**
     * Who the waiting step is with and by when.
     *
     * @throws Refusal when the aggregate does not stand there: a process on its own account is none
     */
    Waiting waitsAt(UUID id, S step);

    /**
     * Completes a step: the act itself.
     *
     * @param draftVersion the version of the text that was on the screen
     * @param outcome      what was chosen, if the caller named it; it must be what the text says
     * @return the routing facts with which the process goes on
     * @throws Refusal with a sentence and everything that is missing; nothing has happened then
     */
    Map<String, Object> complete(UUID id, S step, String username, Integer draftVersion, String outcome);

    /** Why a task of this step is gone, in a sentence; empty while it waits. */
    Optional<String> whyGone(UUID id, S step);
}
