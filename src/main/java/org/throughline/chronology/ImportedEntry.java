package org.throughline.chronology;

import java.time.Instant;
import java.util.UUID;

/**
 * An entry that another system recorded.
 *
 * @param casefileId the file whose chain it joins
 * @param externalId by which a second import recognises it
 * @param recordedAt when the source recorded it
 * @param recordedBy who recorded it there; null means the importing administrator
 */
public record ImportedEntry(UUID casefileId, String externalId, EntryDraft draft, Instant recordedAt, UUID recordedBy) {}
