package org.throughline.obligation;

import java.time.Instant;
import java.util.UUID;

/** One move of a due moment. @param by who moved it */
public record DueMove(Instant from, Instant to, UUID by, String reason, Instant at) {}
