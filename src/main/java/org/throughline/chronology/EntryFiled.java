package org.throughline.chronology;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * An entry was filed; published in the same transaction, before it commits.
 *
 * @param casefiles every case file whose family history now contains it
 * @param standing  INFORMATION, AUTHORISED, URGENT or MARKED
 */
public record EntryFiled(EntryRef entry, EventType type, boolean key, boolean imported, UUID recordedBy,
        UUID actedBy, Standing standing, Instant filedAt, Set<UUID> casefiles) {}
