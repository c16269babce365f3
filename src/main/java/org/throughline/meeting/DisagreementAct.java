package org.throughline.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;

/**
 * What was done, or was not, with the words as they were on the screen; never changed afterwards.
 *
 * @param by    null where nobody answered, or nobody holds the level
 * @param asked whose step it was
 * @param said  a sentence, where nothing was written in a form
 */
public record DisagreementAct(int turn, DisagreementLevel level, DisagreementStep step, String outcome, UUID by, UUID asked, String said, JsonNode content, Instant at) {}
