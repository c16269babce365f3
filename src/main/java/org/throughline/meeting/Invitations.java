package org.throughline.meeting;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Port: who is asked to a meeting, when and where, one recipient at a time. Called in the transaction that convenes, moves or calls off
 * the meeting, so that nothing is asked that was not decided; whoever implements it puts into an outbox and sends later, and never fails
 * because mail does. What goes out carries nothing that is not here: no name, no reason, no description (domain 6).
 */
public interface Invitations {

    /** A calendar's words: the first asking, a change of it, the calling off. */
    enum Kind { REQUEST, UPDATE, CANCEL }

    /** To whom exactly one message goes. */
    sealed interface Recipient permits Colleague, RoleMailbox, FamilyMember {}

    /** Somebody whom the organisation knows; their address is the organisation's to say. */
    record Colleague(UUID practitioner) implements Recipient {}

    /** An agency's role mailbox, such as a ward's, for somebody without account. It comes from the convenor, so it never decides anything. */
    record RoleMailbox(UUID agency, String address) implements Recipient {}

    /** A parent or another of the family: by safe contact or letter, never two of them in one. */
    record FamilyMember(UUID person) implements Recipient {}

    /**
     * Where, in neutral words: a room, or a link. Both may be given, one at least.
     *
     * @param room null where it is held by link alone
     * @param link null where it is held in a room alone
     */
    record Place(String room, String link) {}

    /**
     * One message to one recipient.
     *
     * @param meeting  the same for every message about this meeting: what a calendar's UID is made from
     * @param invitee  this recipient's place in this meeting; what a signed link is made from, and what {@link InvitationReplies} takes
     * @param sequence 0 for the first, rising with every change of the meeting (the calendar's SEQUENCE)
     */
    record Invitation(UUID meeting, UUID invitee, Recipient to, Kind kind, Instant start, Duration lasts, Place place, int sequence) {}

    void send(Invitation invitation);

    /** The minutes wait to be read and confirmed by this place. @param sequence of the meeting as it was held */
    void minutesWait(UUID meeting, UUID invitee, Recipient to, int sequence);

    /**
     * Whether the last message to this place in the meeting has not arrived, in a sentence; null where it has, or waits its turn. Shown to
     * the convenor as "not reached". One of the family is reached when somebody says that they were told of this date of the meeting.
     */
    String notReached(UUID invitee, int sequence);
}
