package org.throughline.casefile;

import java.util.Set;
import java.util.UUID;

/**
 * Somebody decided whether two records are the same person; published in the same transaction, so that a listener may still refuse.
 *
 * @param parted whether this parts two records that were held to be one person, and so shortens a family's history
 * @param files  the case files of children to whose families either person belonged until now
 */
public record MatchDecided(UUID matchId, MatchOutcome outcome, UUID decidedBy, boolean parted, Set<UUID> files) {}
