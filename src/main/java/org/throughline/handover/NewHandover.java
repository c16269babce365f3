package org.throughline.handover;

import java.time.LocalDate;
import java.util.UUID;

/**
 * A request that another worker takes over.
 *
 * @param discussionPossible whether the outgoing worker can discuss the history; never in an emergency
 */
public record NewHandover(UUID casefileId, String incoming, HandoverType type, ReasonCode reasonCode, LocalDate plannedFor,
                          boolean discussionPossible) {}
