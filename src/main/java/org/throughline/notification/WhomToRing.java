package org.throughline.notification;

import java.util.Optional;
import java.util.UUID;

/**
 * Port: whoever has asked. Their team's number stands in the mail and on the page of a link, because no mail can be answered. The module that
 * asks implements it.
 */
public interface WhomToRing {

    /** @param subject what a message or a link is about @return empty where this is no subject of the module */
    Optional<UUID> of(UUID subject);
}
