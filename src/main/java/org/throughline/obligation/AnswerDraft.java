package org.throughline.obligation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;

/**
 * What somebody is writing in answer to a level's question.
 *
 * @param version raised with every save; the act names the version that was on the screen. 0 = nothing saved yet
 * @param author  null while nothing is saved
 */
public record AnswerDraft(int version, UUID author, JsonNode content, Instant savedAt) {}
