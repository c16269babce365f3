package org.throughline.chronology;

import java.util.UUID;

/** The holder of a restricted entry has answered for one reader; published in the same transaction. */
public record RestrictionAnswered(UUID restrictionId, UUID readerId, UUID answeredBy) {}
