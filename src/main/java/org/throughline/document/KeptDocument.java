package org.throughline.document;

import java.time.Instant;
import java.util.UUID;

/**
 * One document that was handed in and is kept as it is here.
 *
 * @param subject what it belongs to; who may see that may see the document
 * @param type    what it is by its content
 * @param sha256  of the bytes that are kept, in lower case hexadecimal
 */
public record KeptDocument(UUID id, UUID casefileId, String subjectKind, UUID subject, DocumentType type, int pages, long bytes, String sha256, UUID keptBy, Instant keptAt) {}
