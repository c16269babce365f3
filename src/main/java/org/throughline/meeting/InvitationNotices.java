package org.throughline.meeting;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.notification.Notice;
import org.throughline.notification.NoticeKind;
import org.throughline.notification.Outbox;

/**
 * Whoever has an account hears by the ordinary mail that something waits, and finds the meeting after signing in. Whom this does not reach is
 * named as not reached, so that the convenor rings or writes.
 */
@Component
class InvitationNotices implements Invitations {

    private final InviteeStore store;
    private final Outbox outbox;

    InvitationNotices(InviteeStore store, Outbox outbox) {
        this.store = store;
        this.outbox = outbox;
    }

    @Override
    public void send(Invitation invitation) {
        if (invitation.to() instanceof Colleague colleague) {
            outbox.put(new Notice("meeting-invitation:" + invitation.invitee() + ":" + invitation.sequence() + ":" + invitation.kind(), colleague.practitioner(), NoticeKind.WAITS,
                    invitation.kind() != Kind.REQUEST));
        }
    }

    @Override
    public String notReached(UUID invitee) {
        Invitee place = store.find(invitee).orElseThrow();
        if (place.practitionerId() != null) {
            return null;
        }
        return place.family() ? "Not told by the system: tell them yourself, by a safe contact or a letter of their own." : "Not told by the system: ring, or write to the role mailbox.";
    }
}
