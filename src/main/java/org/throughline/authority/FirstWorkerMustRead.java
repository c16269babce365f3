package org.throughline.authority;

import java.util.UUID;

/** A case file was opened for a worker, and the family has a history that this worker has not read. Published in the same transaction. */
public record FirstWorkerMustRead(UUID casefileId, UUID workerId, UUID namedBy) {}
