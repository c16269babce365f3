package org.throughline.authority;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A request to close a case file.
 *
 * @param outcome AGREED or NOT_AGREED; null while nobody has answered
 */
public record ClosureView(UUID id, UUID casefileId, long entrySeq, String reason, UUID askedBy, Instant askedAt, String outcome, String answer, UUID answeredBy,
        Instant answeredAt, List<ClosureDraft.Ending> endings) {}
