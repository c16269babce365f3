package org.throughline.meeting;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.casefile.ProtectedAddresses;
import org.throughline.notification.LinkHolder;
import org.throughline.notification.LinkPurpose;
import org.throughline.notification.LinkedAct;
import org.throughline.notification.LinkedPage;
import org.throughline.notification.LinkedPage.Field;
import org.throughline.notification.LinkedPage.Part;
import org.throughline.organisation.Organisation;

/** Reading minutes and confirming them over a signed link, after a code that is mailed apart. No address of the family leaves the house with them. */
@Component
class LinkedMinutes implements LinkedAct {

    private final LinkedInvitation invitation;
    private final MeetingRepository repository;
    private final InviteeStore store;
    private final MinutesPaper paper;
    private final Organisation organisation;
    private final ProtectedAddresses addresses;

    LinkedMinutes(LinkedInvitation invitation, MeetingRepository repository, InviteeStore store, MinutesPaper paper, Organisation organisation, ProtectedAddresses addresses) {
        this.invitation = invitation;
        this.repository = repository;
        this.store = store;
        this.paper = paper;
        this.organisation = organisation;
        this.addresses = addresses;
    }

    @Override
    public LinkPurpose purpose() {
        return LinkPurpose.MINUTES;
    }

    @Override
    public long version(LinkHolder holder) {
        InvitationReplies.Asked asked = invitation.asked(holder);
        if (invitation.replies().minutes(holder.subject()).isEmpty()) {
            throw new Refusal("There are no minutes yet. You get a mail when there are.", "no-minutes");
        }
        return asked.sequence();
    }

    @Override
    public LinkedPage page(LinkHolder holder) {
        List<Pattern> taken = addresses.everyOneOf(repository.findById(invitation.asked(holder).meeting()).orElseThrow().casefileId());
        List<Part> parts = invitation.replies().minutes(holder.subject()).stream()
                .map(part -> new Part(ProtectedAddresses.takenOut(part.heading(), taken), ProtectedAddresses.takenOut(part.text(), taken))).toList();
        return new LinkedPage("Minutes", parts, List.of(Field.text("corrections", "Is anything in them wrong?", "Leave it empty where nothing is.")), "I have read them", true);
    }

    @Override
    public byte[] paper(LinkHolder holder) {
        Meeting meeting = repository.findById(invitation.asked(holder).meeting()).orElseThrow();
        Invitee place = store.of(meeting.id()).stream().filter(one -> one.id().equals(holder.subject())).findFirst().orElseThrow();
        String reader = place.practitionerId() == null ? organisation.agency(place.agencyId()).name() : organisation.get(place.practitionerId()).name();
        return paper.byLink(meeting, invitation.replies().minutes(holder.subject()), reader);
    }

    @Override
    public String act(LinkHolder holder, Map<String, String> form) {
        String corrections = form.getOrDefault("corrections", "").strip();
        invitation.replies().confirm(holder.subject(), corrections.isEmpty() ? null : corrections);
        return "It is recorded that you have read the minutes" + (corrections.isEmpty() ? "." : ", and what is wrong in them.");
    }
}
