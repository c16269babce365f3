package org.throughline.obligation;

import java.time.Instant;
import java.util.UUID;
import org.throughline.calendar.DueUnit;

/**
 * An obligation as it stands.
 *
 * @param level   how many levels of the ladder have been told (X7)
 * @param endKind MET, MET_LATE, NOT_NEEDED or OVERTAKEN; null while it is open
 */
public record ObligationView(UUID id, String dedupeKey, UUID casefileId, String subjectKind, UUID subjectId, String ruleId, String what,
                             UUID ownerId, UUID agencyId, Instant bornAt, Instant dueAt, DueUnit unit, boolean urgent, int level,
                             Instant endedAt, String endKind, UUID endedBy, String endReason) {

    /** Whether it is open and its moment has passed. */
    public boolean overdueAt(Instant moment) {
        return endedAt == null && dueAt.isBefore(moment);
    }
}
