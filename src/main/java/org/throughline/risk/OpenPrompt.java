package org.throughline.risk;

import java.util.UUID;

/**
 * A prompt as it is answered.
 *
 * @param obligation null where the row only advises
 * @param answeredBy null while nobody has
 */
record OpenPrompt(UUID id, UUID casefile, String ruleId, boolean toManager, UUID obligation, UUID answeredBy) {}
