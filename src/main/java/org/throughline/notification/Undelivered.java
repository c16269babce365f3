package org.throughline.notification;

import java.time.Instant;
import java.util.UUID;

/**
 * A mail that has not arrived so far.
 *
 * @param toId    null where it goes to a role mailbox
 * @param address of a role mailbox; null where it goes to somebody of the organisation
 * @param state WAITING while it is still tried, FAILED when it was given up, BOUNCED when it came back
 * @param why   in words; null while it simply waits its turn
 */
public record Undelivered(UUID id, UUID toId, String address, boolean urgent, Instant madeAt, String state, int attempts, String why) {}
