package org.throughline.handover;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.throughline.access.Refusal;

/**
 * A handover as one person may see it. A new worker sees before the acceptance only that it waits; who decides on the acceptance sees of
 * what was done the summary and the decision.
 *
 * @param missing what the waiting step still lacks, for the person who does it; empty for others
 * @param taskId  the task that waits for this person; null when none does
 * @param due     by when the waiting step must be done
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record HandoverView(UUID id, File casefile, HandoverType type, String typeInWords, ReasonCode reasonCode, String reasonInWords, HandoverStep step,
                           String stepInWords, Instant stepSince, Person outgoing, Person incoming, Person supervisor, Person requestedBy,
                           Person waitingFor, Instant requestedAt, LocalDate plannedFor, boolean discussionPossible, UUID readingId,
                           List<Child> children, List<ReadinessItem> readiness, List<Refusal.Missing> missing, List<Act> acts, Instant endedAt,
                           EndKind endKind, String endReason, String taskId, Instant due, boolean mayTakeOver, boolean mayManage) {

    /** @param ageInWords such as "17 days", or "expected 28 Aug 2026" */
    public record File(String reference, String title, String childGivenName, String childName, LocalDate born, LocalDate expected, String ageInWords) {}

    public record Person(String username, String name) {}

    /** A child about whom the account is asked. */
    public record Child(UUID id, String name, String givenName, LocalDate born, LocalDate expected, String ageInWords) {}

    public record Act(HandoverStep step, String stepInWords, String outcome, String by, String onBehalfOf, LocalDate toldOn, Instant at, String reason,
                      JsonNode content) {}
}
