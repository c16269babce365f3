package org.throughline.chronology;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * Somebody says that an entry is not about this family; published in that transaction, so that a listener may still refuse. A second person decides.
 *
 * @param familyFile as whose entry it was looked at
 * @param files      every child's case file in whose history the entry stands
 */
public record NotThisFamilyAsked(UUID request, EntryRef entry, UUID familyFile, Set<UUID> files, UUID askedBy, Instant at) {}
