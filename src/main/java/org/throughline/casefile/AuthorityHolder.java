package org.throughline.casefile;

import java.time.Instant;
import java.util.UUID;

/**
 * Who may act on a case file now.
 *
 * @param kind  RESPONSIBLE, CO_WORKING, COVER, DUTY or URGENT
 * @param until null while it goes with the allocation
 */
public record AuthorityHolder(UUID practitionerId, String kind, Instant since, Instant until) {}
