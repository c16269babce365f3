package org.throughline.handover;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.throughline.access.Refusal;
import org.throughline.organisation.Practitioner;

/** What completing one step demands and does. Runs under the family's lock, in the transaction of the completion. */
interface StepAct {

    /** Who does what, with which words. */
    record Doing(Handover handover, Practitioner actor, JsonNode content, Instant at, UUID actId) {}

    /**
     * What was done.
     *
     * @param next  where the handover goes on; {@link HandoverStep#ENDED} when it ends with this act
     * @param facts what the process needs to know to follow
     */
    record Done(String outcome, HandoverStep next, Map<String, Object> facts, UUID onBehalfOf, LocalDate toldOn, String reason, EndKind end) {

        static Done of(String outcome, HandoverStep next, Map<String, Object> facts) {
            return new Done(outcome, next, facts, null, null, null, null);
        }
    }

    HandoverStep step();

    /** What is still missing before this person can complete the step; empty when nothing is. */
    List<Refusal.Missing> missing(Doing doing);

    /** Does it. @throws Refusal naming everything that is missing */
    Done perform(Doing doing);
}
