package org.throughline.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;

/**
 * What a person is writing in one step.
 *
 * @param step    as its module calls the step
 * @param version raised with every save; the act names the version that was on the screen. 0 = nothing saved yet
 * @param author  null while nothing is saved
 */
public record StepDraft(String step, int version, UUID author, JsonNode content, Instant savedAt) {}
