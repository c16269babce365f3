package org.throughline.notification;

import java.util.List;
import java.util.UUID;

/**
 * A mail will not arrive: it came back, or was given up. Published in the transaction that finds it out.
 *
 * @param toId       who does not hear of it
 * @param dedupeKeys the notices it carried
 * @param why        in words
 */
public record MailNotDelivered(UUID mailId, UUID toId, List<String> dedupeKeys, String why) {}
