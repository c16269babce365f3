package org.throughline.chronology;

import java.util.Set;
import java.util.UUID;

/**
 * Somebody judges whether an entry is key; published in the same transaction, so that a listener may still refuse.
 *
 * @param files the case files of children to whose family history the entry belongs
 */
public record KeyJudged(EntryRef entry, boolean key, UUID judgedBy, Set<UUID> files) {}
