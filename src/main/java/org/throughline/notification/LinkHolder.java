package org.throughline.notification;

import java.util.UUID;

/**
 * Who holds a link, as far as a link can tell: whoever has it got it at the address to which it was sent, or from somebody who did.
 *
 * @param subject      what it is about
 * @param practitioner to whom it was sent; null where it went to a role mailbox
 */
public record LinkHolder(UUID subject, UUID practitioner) {}
