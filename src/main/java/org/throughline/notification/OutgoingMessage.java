package org.throughline.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One message to one recipient.
 *
 * @param dedupeKey names the occasion: a second message with the same key is the same message. Never holds words about a person
 * @param about     what it belongs to, such as a meeting
 * @param place     this recipient's place in it; asked for by it when it has not arrived
 * @param to        exactly one recipient
 * @param when      the calendar's part; null where none goes with it
 * @param links     what the recipient can do without account
 */
public record OutgoingMessage(String dedupeKey, MessageKind kind, UUID about, UUID place, Recipient to, When when, List<Link> links) {

    /** To whom a message goes. */
    public sealed interface Recipient permits Colleague, RoleMailbox {}

    /** Somebody whom the organisation knows, at the mailbox that is entered for them. */
    public record Colleague(UUID practitioner) implements Recipient {}

    /** An address and nobody behind it whom the organisation knows. */
    public record RoleMailbox(String address) implements Recipient {}

    /**
     * When and where a meeting is, in neutral words.
     *
     * @param sequence 0 for the first, rising with every change (RFC 5545, SEQUENCE)
     * @param room     null where it is held by link alone
     * @param link     an https address; null where it is held in a room alone
     */
    public record When(Instant start, Duration lasts, String room, String link, int sequence) {}

    /** @param subject what it is about @param version of the subject; a link made for an earlier one is void @param expires after this moment it is void */
    public record Link(LinkPurpose purpose, UUID subject, long version, Instant expires) {}
}
