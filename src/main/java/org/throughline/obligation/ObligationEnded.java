package org.throughline.obligation;

import java.util.UUID;

/**
 * An obligation has ended; published in the same transaction, before it commits. Who listens may refuse by throwing.
 *
 * @param endKind MET, MET_LATE, NOT_NEEDED or OVERTAKEN
 * @param second  who agreed that it is not needed; null elsewhere
 * @param reason  null where it was met
 */
public record ObligationEnded(UUID id, String dedupeKey, String subjectKind, UUID subjectId, String endKind, UUID by, UUID second, String reason) {}
