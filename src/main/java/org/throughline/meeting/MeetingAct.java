package org.throughline.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.throughline.access.Refusal;
import org.throughline.organisation.Practitioner;

/** What completing one step demands and does. Runs under the family's lock, in the transaction of the completion. */
interface MeetingAct {

    /** Who does what, with which words. */
    record Doing(Meeting meeting, Practitioner actor, JsonNode content, Instant at, UUID actId) {}

    /**
     * What was done.
     *
     * @param next  where the meeting goes on; {@link MeetingStep#ENDED} when it ends with this act
     * @param facts what the process needs to know to follow
     * @param end   how it ends; null while it goes on
     */
    record Done(String outcome, MeetingStep next, Map<String, Object> facts, String reason, MeetingEnd end) {

        static Done of(String outcome, MeetingStep next, String fact, Object value) {
            return new Done(outcome, next, Map.of(fact, value), null, null);
        }

        static Done of(String outcome, MeetingStep next) {
            return new Done(outcome, next, Map.of(), null, null);
        }
    }

    MeetingStep step();

    /** What is still missing before this person can complete the step; empty when nothing is. */
    List<Refusal.Missing> missing(Doing doing);

    /** Does it. @throws Refusal naming everything that is missing */
    Done perform(Doing doing);
}
