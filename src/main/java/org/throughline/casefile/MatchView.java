package org.throughline.casefile;

import java.time.Instant;
import java.util.UUID;

/**
 * Two records that may be the same person, with the last decision.
 *
 * @param outcome   null while nobody has decided
 * @param decidedBy null while nobody has decided, and where equal identifiers link by rule
 */
public record MatchView(UUID id, PersonView a, PersonView b, MatchBasis basis, Instant proposedAt, MatchOutcome outcome, UUID decidedBy, Instant decidedAt, String reason) {}
