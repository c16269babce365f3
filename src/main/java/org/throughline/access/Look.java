package org.throughline.access;

import java.time.Instant;
import java.util.UUID;

/**
 * One line of the access log.
 *
 * @param what    what was looked at or done, in words
 * @param why     the reason that was given; null where none was asked
 * @param allowed false where it was refused
 */
public record Look(UUID id, Instant at, String username, String name, String agency, String what, String why, boolean allowed) {}
