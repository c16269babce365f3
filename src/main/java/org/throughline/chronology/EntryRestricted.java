package org.throughline.chronology;

import java.util.UUID;

/** An entry is kept from everybody but its holder and its recorder, from now on; published in that transaction. */
public record EntryRestricted(EntryRef entry, Restrictions.Level level, UUID holder) {}
