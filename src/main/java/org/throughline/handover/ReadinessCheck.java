package org.throughline.handover;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What another module knows that stands in the way of a handover, such as an agreement in force that nobody hands over (HB8).
 * Implemented above; every bean of this type is asked.
 */
public interface ReadinessCheck {

    /**
     * An obstacle; it must be put right or waived by a named manager.
     *
     * @param id     the rule's id, which the waiver names
     * @param what   the condition that is not met
     * @param detail what to do about it, in a sentence
     */
    record Obstacle(String id, String what, String detail) {}

    List<Obstacle> obstacles(UUID casefileId, Instant at);

    /** What whoever takes over must be shown with the list, and what stands in nobody's way. */
    default List<Obstacle> toKnow(UUID casefileId, Instant at) {
        return List.of();
    }
}
