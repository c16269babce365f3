package org.throughline.obligation;

import java.time.Instant;
import java.util.UUID;

/**
 * A fault that was found.
 *
 * @param subject   what is at fault, by its id
 * @param instance  the engine's process, where there is one
 * @param waiting   how many things still wait their turn; null where it is one thing
 * @param clearedAt when it was seen to have gone; null while it stands
 */
public record Alarm(UUID id, AlarmKind kind, String subject, String instance, Integer waiting, Instant openedAt, Instant clearedAt) {

    /** What is wrong, in words, with how many still wait. */
    public String inWords() {
        return waiting == null ? kind.inWords() : kind.inWords() + " " + waiting + (waiting == 1 ? " still waits its turn." : " still wait their turn.");
    }
}
