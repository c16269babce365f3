package org.throughline.notification;

import java.util.UUID;

/**
 * A message will not arrive: it came back, or was given up. Published in the transaction that finds it out.
 *
 * @param about what it belongs to, such as a meeting
 * @param place whose place in it is not reached
 * @param why   in words
 */
public record MessageNotDelivered(UUID message, MessageKind kind, UUID about, UUID place, String why) {}
