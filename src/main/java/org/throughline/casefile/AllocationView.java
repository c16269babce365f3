package org.throughline.casefile;

import java.time.Instant;
import java.util.UUID;

/**
 * One worker's time on a case file.
 *
 * @param until      null while it lasts
 * @param handoverId the handover it began with; null for the first
 */
public record AllocationView(UUID id, UUID practitionerId, Responsibility responsibility, Instant since, Instant until, UUID handoverId) {}
