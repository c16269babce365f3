package org.throughline.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;

/**
 * What a person is writing in the waiting step of a disagreement.
 *
 * @param version raised with every save; the act names the version that was on the screen. 0 = nothing saved yet
 * @param author  null while nothing is saved
 */
public record DisagreementDraft(int version, UUID author, JsonNode content, Instant savedAt) {}
