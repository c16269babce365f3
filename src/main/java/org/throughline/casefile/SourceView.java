package org.throughline.casefile;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A source known to exist elsewhere: "known and not seen" (domain 4).
 *
 * @param holder  who has it
 * @param ownerId who gets it; null while nobody is named
 * @param receivedWhat which document came, or which entry holds it; with from whom and on which day. Null while it was not received, and for what
 *                     was received before this was asked
 */
public record SourceView(UUID id, UUID casefileId, UUID agencyId, String holder, String what, Instant knownAt, Instant askedAt, Instant receivedAt, UUID ownerId,
        String action, LocalDate actionDue, String receivedWhat, String receivedFrom, LocalDate receivedOn) {

    /** How far it is. */
    public enum State { KNOWN, ASKED_FOR, RECEIVED }

    public State state() {
        return receivedAt != null ? State.RECEIVED : askedAt != null ? State.ASKED_FOR : State.KNOWN;
    }

    /** Whether it was received, or somebody with a name gets it by a date. */
    public boolean answered() {
        return receivedAt != null || (ownerId != null && action != null && actionDue != null);
    }
}
