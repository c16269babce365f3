package org.throughline.obligation;

import java.time.Instant;
import java.util.UUID;

/**
 * One level of the ladder that was told, or was passed because nobody holds it (X7).
 *
 * @param level  0 for the owner, and so on
 * @param holder whom the table names for this level; null in rows of an older version
 * @param toldId who was told; null where the level is empty
 * @param said   one sentence that says why this person, or why nobody
 */
public record LadderStep(int level, LevelHolder holder, UUID toldId, String said, Instant at) {}
