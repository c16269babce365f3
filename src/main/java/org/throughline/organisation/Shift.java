package org.throughline.organisation;

import java.time.Instant;
import java.util.UUID;

/**
 * One row of the duty rota.
 *
 * @param teamId null where it is for the whole agency
 * @param until  the moment at which it is over
 */
public record Shift(UUID id, UUID agencyId, UUID teamId, DutyRole role, UUID practitionerId, Instant since, Instant until) {

    /** Whether it is the same duty of the same person at the same time. */
    public boolean sameAs(Shift other) {
        return agencyId.equals(other.agencyId) && java.util.Objects.equals(teamId, other.teamId) && role == other.role
                && practitionerId.equals(other.practitionerId) && since.equals(other.since) && until.equals(other.until);
    }
}
