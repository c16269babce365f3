package org.throughline.obligation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.throughline.calendar.DueUnit;

/**
 * An obligation as it stands.
 *
 * @param level       how many levels of the ladder have been told (X7); 0 while nobody has
 * @param endKind     MET, MET_LATE, NOT_NEEDED or OVERTAKEN; null while it is open
 * @param nextLevelAt when the next level is told; null while nobody has been told
 * @param ladderFrom  how many levels were told in another agency that owed it before; the ladder of this one began after them
 */
public record ObligationView(UUID id, String dedupeKey, UUID casefileId, String subjectKind, UUID subjectId, String ruleId, String what,
                             UUID ownerId, UUID agencyId, Instant bornAt, Instant dueAt, DueUnit unit, boolean urgent, int level,
                             Instant endedAt, String endKind, UUID endedBy, String endReason, Instant nextLevelAt, int ladderFrom) {

    /** Whether it is open and its moment has passed. */
    public boolean overdueAt(Instant moment) {
        return endedAt == null && dueAt.isBefore(moment);
    }

    /** The step of a process that waits for it: its key ends with the step's id; the subject is the process's business key. */
    public Optional<String> waitingTask() {
        String last = dedupeKey.substring(dedupeKey.lastIndexOf(':') + 1);
        return last.startsWith("Task_") ? Optional.of(last) : Optional.empty();
    }
}
