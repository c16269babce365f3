package org.throughline.meeting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.notification.LinkPurpose;
import org.throughline.notification.MessageKind;
import org.throughline.notification.Messages;
import org.throughline.notification.OutgoingMessage;
import org.throughline.notification.OutgoingMessage.Link;

/**
 * Asks by mail: one message to each place in a meeting, with a calendar file and signed links. Nobody of a family is mailed: they are told by a
 * safe contact or a letter of their own, and until somebody has they stand as not told.
 */
@Component
class SentInvitations implements Invitations {

    private final Messages messages;
    private final InviteeStore store;
    private final JdbcClient jdbc;
    private final Clock clock;

    SentInvitations(Messages messages, InviteeStore store, JdbcClient jdbc, Clock clock) {
        this.messages = messages;
        this.store = store;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void send(Invitation invitation) {
        // what was sent before is about another time or place
        messages.revokeLinks(invitation.invitee());
        messages.supersede(invitation.invitee());
        OutgoingMessage.Recipient to = recipient(invitation.to());
        if (to == null) {
            return;
        }
        List<Link> links = new ArrayList<>();
        if (invitation.kind() != Kind.CANCEL) {
            links.add(new Link(LinkPurpose.ANSWER, invitation.invitee(), invitation.sequence(), invitation.start()));
            if (store.find(invitation.invitee()).orElseThrow().reportAsked()) {
                links.add(new Link(LinkPurpose.REPORT, invitation.invitee(), invitation.sequence(), invitation.start()));
            }
        }
        messages.put(new OutgoingMessage("meeting:" + invitation.invitee() + ":" + invitation.sequence() + ":" + invitation.kind(), kind(invitation.kind()), invitation.meeting(),
                invitation.invitee(), to, new OutgoingMessage.When(invitation.start(), invitation.lasts(), invitation.place().room(), invitation.place().link(), invitation.sequence()), links));
    }

    private static MessageKind kind(Kind kind) {
        return switch (kind) {
            case REQUEST -> MessageKind.MEETING_REQUEST;
            case UPDATE -> MessageKind.MEETING_MOVED;
            case CANCEL -> MessageKind.MEETING_CANCELLED;
        };
    }

    private static OutgoingMessage.Recipient recipient(Recipient to) {
        if (to instanceof Colleague colleague) {
            return new OutgoingMessage.Colleague(colleague.practitioner());
        }
        return to instanceof RoleMailbox mailbox ? new OutgoingMessage.RoleMailbox(mailbox.address()) : null;
    }

    @Override
    public void minutesWait(UUID meeting, UUID invitee, Recipient to, int sequence) {
        OutgoingMessage.Recipient recipient = recipient(to);
        if (recipient != null) {
            Instant ends = clock.instant().plus(Duration.ofDays(jdbc.sql("select rule_number('DG1')::int").query(Integer.class).single()));
            messages.put(new OutgoingMessage("minutes:" + invitee, MessageKind.MINUTES, meeting, invitee, recipient, null,
                    List.of(new Link(LinkPurpose.MINUTES, invitee, sequence, ends))));
        }
    }

    @Override
    public String notReached(UUID invitee, int sequence) {
        if (!store.find(invitee).orElseThrow().family()) {
            return messages.notReached(invitee);
        }
        return store.toldOf(invitee, sequence).isPresent() ? null : "Not told yet: give them the letter, or tell them by a safe contact, and say so here.";
    }
}
