package org.throughline.handover;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * What was done, with the words as they were on the screen; never changed afterwards.
 *
 * @param onBehalfOf the worker whose step it was, when another one did it
 * @param toldOn     the day on which that worker told what is written here
 */
public record HandoverAct(UUID id, HandoverStep step, String outcome, UUID by, UUID onBehalfOf, LocalDate toldOn, String reason,
                          Integer draftVersion, JsonNode content, Instant at) {}
