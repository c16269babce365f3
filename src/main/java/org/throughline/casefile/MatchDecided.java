package org.throughline.casefile;

import java.util.UUID;

/** Somebody decided whether two records are the same person; published in the same transaction. */
public record MatchDecided(UUID matchId, MatchOutcome outcome, UUID decidedBy) {}
