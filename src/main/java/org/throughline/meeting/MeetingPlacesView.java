package org.throughline.meeting;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.casefile.Casefiles;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Agency;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** Who has a place in a meeting, what they answered, and what is asked of this reader. */
@Component
class MeetingPlacesView {

    private static final Set<String> ANSWERS = Set.of("COMING", "NOT_COMING", "SUBSTITUTE");

    private final InviteeStore store;
    private final MeetingFacts facts;
    private final Invitations invitations;
    private final Minutes minutes;
    private final Obligations obligations;
    private final Organisation organisation;
    private final Casefiles casefiles;

    MeetingPlacesView(InviteeStore store, MeetingFacts facts, Invitations invitations, Minutes minutes, Obligations obligations, Organisation organisation, Casefiles casefiles) {
        this.store = store;
        this.facts = facts;
        this.invitations = invitations;
        this.minutes = minutes;
        this.obligations = obligations;
        this.organisation = organisation;
        this.casefiles = casefiles;
    }

    /** @param inside whether what they said and brought is shown, or only who is asked */
    List<MeetingView.Place> of(Meeting meeting, boolean inside) {
        Map<UUID, MeetingFacts.Attended> attended = facts.attended(meeting.id());
        List<InviteeStore.Reply> replies = store.replies(meeting.id());
        boolean planned = meeting.step() == MeetingStep.PREPARE || meeting.step() == MeetingStep.HOLD;
        return store.of(meeting.id()).stream().filter(invitee -> inside || invitee.invited() && !invitee.family())
                .map(invitee -> place(invitee, inside ? replies.stream().filter(reply -> reply.invitee().equals(invitee.id())).toList() : List.of(), inside ? attended.get(invitee.id()) : null,
                        inside && planned && invitee.invited() && meeting.startsAt() != null ? invitations.notReached(invitee.id(), meeting.sequence()) : null)).toList();
    }

    private MeetingView.Place place(Invitee invitee, List<InviteeStore.Reply> replies, MeetingFacts.Attended attended, String notReached) {
        Agency agency = invitee.family() ? null : organisation.agency(invitee.agencyId());
        InviteeStore.Reply answer = last(replies, ANSWERS);
        InviteeStore.Reply report = last(replies, Set.of("REPORT"));
        InviteeStore.Reply chased = last(replies, Set.of("CHASED"));
        InviteeStore.Reply told = last(replies, Set.of("TOLD"));
        InviteeStore.Reply read = last(replies, Set.of("MINUTES_READ"));
        return new MeetingView.Place(invitee.id(), invitee.practitionerId() != null ? "COLLEAGUE" : invitee.family() ? "FAMILY" : "MAILBOX", name(invitee, agency), agency == null ? null : agency.name(),
                agency == null ? null : agency.code(), invitee.invited(), invitee.reason(), invitee.reportAsked(), answer == null ? null : answer.kind(), answer == null ? null : answer.words(),
                report != null, report == null ? null : report.words(), chased == null ? null : chased.words(), read != null, read == null ? null : read.words(),
                attended == null ? null : attended.how(), attended == null ? null : attended.contribution(), notReached,
                told == null ? null : told.words());
    }

    private String name(Invitee invitee, Agency agency) {
        if (invitee.practitionerId() != null) {
            return organisation.get(invitee.practitionerId()).name();
        }
        return invitee.family() ? casefiles.person(invitee.personId()).givenName() : invitee.mailbox() + " (" + agency.name() + ")";
    }

    private static InviteeStore.Reply last(List<InviteeStore.Reply> replies, Set<String> kinds) {
        return replies.stream().filter(reply -> kinds.contains(reply.kind())).reduce((one, later) -> later).orElse(null);
    }

    /** This reader's place; null where they have none. */
    UUID placeOf(Meeting meeting, Practitioner reader) {
        return store.placeOf(meeting.id(), reader.id()).map(Invitee::id).orElse(null);
    }

    MeetingView.Mine mine(Meeting meeting, Practitioner reader) {
        return store.placeOf(meeting.id(), reader.id()).map(place -> {
            List<InviteeStore.Reply> replies = store.replies(meeting.id()).stream().filter(reply -> reply.invitee().equals(place.id())).toList();
            InviteeStore.Reply answer = last(replies, ANSWERS);
            return new MeetingView.Mine(place.id(), place.reportAsked(), obligations.open(MeetingPlaces.reportKey(place.id())).map(ObligationView::dueAt).orElse(null),
                    last(replies, Set.of("REPORT")) != null, answer == null ? null : answer.kind(), meeting.step() == MeetingStep.PREPARE || meeting.step() == MeetingStep.HOLD,
                    meeting.step() == MeetingStep.CONFIRM_MINUTES && minutes.unread(meeting).contains(place.agencyId()));
        }).orElse(null);
    }
}
