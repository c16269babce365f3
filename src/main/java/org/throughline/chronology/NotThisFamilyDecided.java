package org.throughline.chronology;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A second person has decided whether an entry is about this family; published in that transaction.
 *
 * @param familyFile as whose entry it was looked at
 * @param tombstone  what stands in its place from now on; null where it was not agreed and the entry stays
 * @param files      every child's case file in whose history it stood
 */
public record NotThisFamilyDecided(UUID request, EntryRef entry, UUID familyFile, UUID askedBy, UUID decidedBy, EntryRef tombstone, Set<UUID> files, Instant at) {

    public boolean agreed() {
        return tombstone != null;
    }
}
