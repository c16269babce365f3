package org.throughline.handover;

import java.time.LocalDate;
import java.util.UUID;

/**
 * A request that another worker takes over, works beside the responsible one, or stands in until a day.
 *
 * @param discussionPossible whether the outgoing worker can discuss the history; never in an emergency
 * @param coverUntil         the last day of temporary cover; null for every other kind
 */
public record NewHandover(UUID casefileId, String incoming, HandoverType type, ReasonCode reasonCode, LocalDate plannedFor,
                          boolean discussionPossible, LocalDate coverUntil) {

    public NewHandover(UUID casefileId, String incoming, HandoverType type, ReasonCode reasonCode, LocalDate plannedFor, boolean discussionPossible) {
        this(casefileId, incoming, type, reasonCode, plannedFor, discussionPossible, null);
    }
}
