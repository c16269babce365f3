package org.throughline.notification;

import java.time.Instant;
import java.util.UUID;

/**
 * A mail whose turn it is.
 *
 * @param toId    null where it goes to a role mailbox
 * @param address of a role mailbox; null where it goes to somebody of the organisation
 * @param message whether it carries a message, and not only that something waits
 */
record Letter(UUID id, UUID toId, String address, boolean urgent, Instant madeAt, int attempts, boolean message) {}
