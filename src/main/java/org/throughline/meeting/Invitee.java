package org.throughline.meeting;

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

    Invitations.Recipient recipient() {
        if (practitionerId != null) {
            return new Invitations.Colleague(practitionerId);
        }
        return mailbox == null ? new Invitations.FamilyMember(personId) : new Invitations.RoleMailbox(agencyId, mailbox);
    }
}
