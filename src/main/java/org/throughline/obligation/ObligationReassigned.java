package org.throughline.obligation;

import java.util.UUID;

/** Somebody else owes an open obligation from now on; published in the same transaction. */
public record ObligationReassigned(UUID id, String dedupeKey, String subjectKind, UUID subjectId, UUID newOwner) {}
