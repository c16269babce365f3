package org.throughline.authority;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;

/**
 * The right of one worker to make interventions on one case file.
 *
 * @param kind     RESPONSIBLE, CO_WORKING, COVER, DUTY or URGENT
 * @param holds    whether it holds at the moment of asking
 * @param outcome  what the supervisor said of an urgent access; null while not reviewed
 */
public record AuthorityView(UUID id, UUID casefileId, UUID practitionerId, String practitioner, String kind, String origin, String reason,
        Instant grantedAt, Instant expiresAt, Instant revokedAt, boolean holds, String outcome) {

    @JsonIgnore
    boolean urgent() {
        return "URGENT".equals(kind);
    }

    /** The strongest first: where somebody holds two, the act rests on this one. */
    @JsonIgnore
    int rank() {
        return java.util.List.of("RESPONSIBLE", "CO_WORKING", "COVER", "DUTY", "URGENT").indexOf(kind);
    }
}
