package org.throughline.reading;

import java.util.Collection;
import java.util.UUID;
import org.throughline.chronology.EntryRef;

/** A reader has acknowledged entries; published in the same transaction. */
public record EntriesRead(UUID readerId, Collection<EntryRef> entries) {}
