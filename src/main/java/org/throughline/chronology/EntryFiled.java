package org.throughline.chronology;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * An entry was filed; published in the same transaction, before it commits.
 *
 * @param casefiles every case file whose family history now contains it
 * @param standing  INFORMATION, AUTHORISED, URGENT or MARKED
 * @param about     the entry that this one corrects, disputes or takes out; null where it is an entry of its own
 * @param notKnown  which fields were left "not known yet", in words; empty for what was imported
 */
public record EntryFiled(EntryRef entry, EventType type, boolean key, boolean imported, UUID recordedBy,
        UUID actedBy, Standing standing, Instant filedAt, Set<UUID> casefiles, EntryKind kind, EntryRef about,
        List<String> notKnown) {}
