package org.throughline.meeting;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A meeting counts as held; published in that transaction, after its entry.
 *
 * @param startedAt when it began; null where only the day is known
 * @param recordedBy who recorded it
 */
public record MeetingCounted(UUID meetingId, UUID casefileId, MeetingKind kind, LocalDate heldOn, Instant startedAt, UUID recordedBy) {

    /** Whether the plan for the child is made or looked at there, so that what was agreed meanwhile becomes part of it. */
    public boolean ofThePlan() {
        return switch (kind) {
            case CONFERENCE, CORE_GROUP, PLANNING -> true;
            case STRATEGY, PRE_BIRTH, DISCHARGE, MOVE -> false;
        };
    }
}
