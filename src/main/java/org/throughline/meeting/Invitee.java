package org.throughline.meeting;

import java.util.Objects;
import java.util.UUID;

/**
 * Somebody's place in a meeting: a colleague, an agency's role mailbox, or one of the family.
 *
 * @param agencyId null for one of the family
 * @param invited  false where left out, with the reason
 */
record Invitee(UUID id, UUID practitionerId, UUID agencyId, String mailbox, UUID personId, boolean invited, String reason, boolean reportAsked) {

    boolean family() {
        return personId != null;
    }

    /** Whether this is the same place: the same recipient, asked as before for the same. */
    boolean same(Invitee other) {
        return Objects.equals(practitionerId, other.practitionerId) && Objects.equals(agencyId, other.agencyId) && Objects.equals(mailbox, other.mailbox)
                && Objects.equals(personId, other.personId) && invited == other.invited && Objects.equals(reason, other.reason) && reportAsked == other.reportAsked;
    }

    Invitations.Recipient recipient() {
        if (practitionerId != null) {
            return new Invitations.Colleague(practitionerId);
        }
        return mailbox == null ? new Invitations.FamilyMember(personId) : new Invitations.RoleMailbox(agencyId, mailbox);
    }
}
