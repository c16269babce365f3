package org.throughline.notification;

import java.time.Instant;
import java.util.UUID;

/** A mail whose turn it is. */
record Letter(UUID id, UUID toId, boolean urgent, Instant madeAt, int attempts) {}
