package org.throughline.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.throughline.access.Refusal;
import org.throughline.organisation.Practitioner;

/** What completing a step demands and does. Runs under the family's lock, in the transaction of the completion. */
interface AgreementAct {

    /** Who does what, with which words. */
    record Doing(Agreement agreement, Practitioner actor, JsonNode content, Instant at) {

        String said(String field) {
            return content.path(field).asText("").strip();
        }
    }

    /**
     * What was done.
     *
     * @param next  where the agreement goes on; {@link AgreementStep#ENDED} when it ends with this act
     * @param facts what the process needs to know to follow
     * @param end   how it ends; null while it goes on
     */
    record Done(String outcome, AgreementStep next, Map<String, Object> facts, String reason, AgreementEnd end) {

        static Done of(String outcome, AgreementStep next, String reason) {
            return new Done(outcome, next, Map.of("next", next.name()), reason, null);
        }

        static Done end(String outcome, AgreementEnd end, String reason) {
            return new Done(outcome, AgreementStep.ENDED, Map.of("next", AgreementStep.ENDED.name()), reason, end);
        }
    }

    Set<AgreementStep> steps();

    /** What is still missing before this person can complete the step; empty when nothing is. */
    List<Refusal.Missing> missing(Doing doing);

    /** Does it. @throws Refusal naming everything that is missing */
    Done perform(Doing doing);
}
