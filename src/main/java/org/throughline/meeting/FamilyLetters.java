package org.throughline.meeting;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.access.Relation;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.ProtectedAddresses;
import org.throughline.organisation.ContactNumbers;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.Gaps;

/**
 * A letter for one of the family, to print and to give by hand: to that person alone, with when and where and whom to ring, and without any address,
 * anybody else's name of the family, or the reason. Whoever leads the meeting says when and how it was given (domain 6).
 */
@Service
public class FamilyLetters {

    /** How somebody was told. */
    public enum How {
        LETTER("by a letter, given by hand"), IN_PERSON("in person"), SAFE_CONTACT("through a safe contact");

        private final String inWords;

        How(String inWords) {
            this.inWords = inWords;
        }
    }

    /**
     * What the letter says.
     *
     * @param to        the given name of the one whom it is for
     * @param changed   whether they were told of another date before
     * @param calledOff whether it tells that the meeting is not held
     * @param convenor  whom to ring
     * @param phone     on which number: that of the team, or of the agency; null where neither is entered
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Letter(String to, Instant startsAt, int minutes, String room, String link, boolean changed, boolean calledOff, String convenor, String agency, String phone) {}

    private final MeetingRepository repository;
    private final MeetingLock lock;
    private final MeetingPeople people;
    private final MeetingWaits waits;
    private final InviteeStore store;
    private final FamilyDuties duties;
    private final Organisation organisation;
    private final ContactNumbers numbers;
    private final Casefiles casefiles;
    private final ProtectedAddresses addresses;
    private final Access access;
    private final Clock clock;

    FamilyLetters(MeetingRepository repository, MeetingLock lock, MeetingPeople people, MeetingWaits waits, InviteeStore store, FamilyDuties duties, Organisation organisation,
            ContactNumbers numbers, Casefiles casefiles, ProtectedAddresses addresses, Access access, Clock clock) {
        this.repository = repository;
        this.lock = lock;
        this.people = people;
        this.waits = waits;
        this.store = store;
        this.duties = duties;
        this.organisation = organisation;
        this.numbers = numbers;
        this.casefiles = casefiles;
        this.addresses = addresses;
        this.access = access;
        this.clock = clock;
    }

    /** @throws NotFound for who does not lead the meeting, and for a place that is not one of the family's @throws Refusal where no date stands */
    @Transactional
    public Letter letter(UUID meetingId, UUID invitee, Practitioner reader) {
        Meeting meeting = repository.findById(meetingId).orElseThrow(NotFound::new);
        mustLead(meeting, reader, "Opened a letter about a meeting");
        Invitee place = familys(meetingId, invitee);
        if (meeting.startsAt() == null) {
            throw new Refusal("This meeting has no date yet. Convene it, then write.", "no-date");
        }
        List<Pattern> taken = addresses.everyOneOf(meeting.casefileId());
        Practitioner convenor = organisation.get(meeting.convenorId() == null ? reader.id() : meeting.convenorId());
        boolean before = meeting.sequence() > 0 && store.replies(meetingId).stream().anyMatch(reply -> reply.invitee().equals(invitee) && reply.kind().equals("TOLD"));
        return new Letter(casefiles.person(place.personId()).givenName(), meeting.startsAt(), meeting.lastsMinutes(), ProtectedAddresses.takenOut(meeting.place().room(), taken),
                ProtectedAddresses.takenOut(meeting.place().link(), taken), before, meeting.endKind() == MeetingEnd.OVERTAKEN || meeting.endKind() == MeetingEnd.NOT_NEEDED,
                convenor.name(), organisation.agency(convenor.agencyId()).name(), numbers.of(convenor.id()).orElse(null));
    }

    /**
     * They were told of the meeting as it now stands.
     *
     * @throws Invalid naming everything that is missing
     * @throws Refusal where nothing is to be told to them
     */
    @Transactional
    public void told(UUID meetingId, UUID invitee, LocalDate on, How how, String note, Practitioner by) {
        Meeting meeting = lock.lock(meetingId);
        mustLead(meeting, by, "Said that one of the family was told of a meeting");
        familys(meetingId, invitee);
        List<Invalid.Fault> faults = new ArrayList<>();
        LocalDate today = Gaps.today(clock);
        if (on == null || on.isAfter(today) || on.isBefore(Gaps.localDay(meeting.openedAt()))) {
            faults.add(new Invalid.Fault("on", "Give the day on which they were told: not before the meeting was called for, and not a coming one."));
        }
        if (how == null) {
            faults.add(new Invalid.Fault("how", "Say how: by a letter given by hand, in person, or through a safe contact."));
        }
        if (how == How.SAFE_CONTACT && (note == null || note.isBlank())) {
            faults.add(new Invalid.Fault("note", "Say which safe contact."));
        }
        if (note != null && note.length() > 500) {
            faults.add(new Invalid.Fault("note", "Say it in up to 500 characters."));
        }
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
        if (!duties.isOwed(meeting, invitee)) {
            throw new Refusal(store.toldOf(invitee, meeting.sequence()).isPresent() ? "It stands already that they were told." : "Nothing is to be told to them about this meeting now.", "already-done");
        }
        store.told(invitee, meeting.sequence(), Gaps.inWords(on) + ", " + how.inWords + Optional.ofNullable(note).filter(text -> !text.isBlank()).map(text -> ": " + text.strip()).orElse(""),
                by.id(), clock.instant().truncatedTo(ChronoUnit.MICROS));
        duties.met(meeting, invitee, by.id());
    }

    private Invitee familys(UUID meeting, UUID invitee) {
        return store.find(invitee).filter(place -> place.family() && place.invited() && store.meetingOf(invitee).equals(meeting) && !store.takenBack(invitee)).orElseThrow(NotFound::new);
    }

    private void mustLead(Meeting meeting, Practitioner person, String what) {
        if (!people.leads(meeting, person, waits.doer(meeting)) || access.relations(person, meeting.casefileId()).contains(Relation.CONFLICT)) {
            throw new NotFound();
        }
        access.allowedByDuty(person, meeting.casefileId(), what);
    }
}
