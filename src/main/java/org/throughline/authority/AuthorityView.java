package org.throughline.authority;

import java.time.Instant;
import java.util.UUID;

/**
 * The right of one worker to make interventions on one case file.
 *
 * @param kind     RESPONSIBLE or URGENT
 * @param holds    whether it holds at the moment of asking
 * @param outcome  what the supervisor said of an urgent access; null while not reviewed
 */
public record AuthorityView(UUID id, UUID casefileId, UUID practitionerId, String practitioner, String kind, String origin, String reason,
        Instant grantedAt, Instant expiresAt, Instant revokedAt, boolean holds, String outcome) {}
