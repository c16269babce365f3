package org.throughline.obligation;

import java.time.Instant;
import java.util.UUID;

/**
 * A fault that was found.
 *
 * @param subject   what is at fault, by its id
 * @param instance  the engine's process, where there is one
 * @param clearedAt when it was seen to have gone; null while it stands
 */
public record Alarm(UUID id, AlarmKind kind, String subject, String instance, Instant openedAt, Instant clearedAt) {}
