package org.throughline.meeting;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.throughline.access.Access;
import org.throughline.access.Refusal;
import org.throughline.access.Relation;
import org.throughline.access.Right;
import org.throughline.casefile.Casefiles;
import org.throughline.organisation.Mailboxes;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;

/** Whose step it is when it begins, who may do it in their place, and who is part of a meeting. */
@Component
class MeetingPeople {

    private static final Set<PractitionerRole> SENIOR = Set.of(PractitionerRole.SERVICE_MANAGER, PractitionerRole.HEAD_OF_SERVICE, PractitionerRole.DIRECTOR,
            PractitionerRole.DESIGNATED_PROFESSIONAL, PractitionerRole.PARTNERSHIP_REPRESENTATIVE);

    private static final Set<Relation> ANSWER = Set.of(Relation.SUPERVISOR, Relation.DEPUTY, Relation.LINE_ABOVE);

    private final Organisation organisation;
    private final Casefiles casefiles;
    private final InviteeStore invitees;
    private final Mailboxes mailboxes;
    private final Access access;
    private final Clock clock;

    MeetingPeople(Organisation organisation, Casefiles casefiles, InviteeStore invitees, Mailboxes mailboxes, Access access, Clock clock) {
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.invitees = invitees;
        this.mailboxes = mailboxes;
        this.access = access;
        this.clock = clock;
    }

    /** Whose step it is as it begins; empty where nobody holds it yet. Who is away is stood in for, save where only that person can answer. */
    Optional<Practitioner> begins(Meeting meeting) {
        return switch (meeting.step().doer()) {
            case CONVENOR -> acting(Optional.ofNullable(meeting.convenorId()).or(() -> casefiles.responsible(meeting.casefileId())));
            case CHAIR -> acting(Optional.ofNullable(meeting.chairId()));
            case SECOND_AGENCY -> organisation.find(meeting.deciderId());
            case ATTENDEE -> organisation.find(meeting.saidHeld().asked());
            case SENIOR -> senior(meeting);
        };
    }

    private Optional<Practitioner> acting(Optional<UUID> person) {
        return person.map(id -> organisation.actingFor(id, clock.instant()).person());
    }

    /** The first senior person above the convenor; where the line has none, its top; never who chaired. */
    private Optional<Practitioner> senior(Meeting meeting) {
        Instant now = clock.instant();
        Stream<Practitioner> line = Stream.iterate(organisation.lineSupervisorOf(meeting.convenorId()), Optional::isPresent, above -> organisation.lineSupervisorOf(above.get().id()))
                .limit(8).map(Optional::get);
        List<Practitioner> above = line.map(person -> organisation.actingFor(person.id(), now).person()).filter(person -> !person.id().equals(meeting.chairId())).toList();
        return above.stream().filter(person -> SENIOR.contains(person.role())).findFirst()
                .or(() -> above.isEmpty() ? Optional.empty() : Optional.of(above.get(above.size() - 1)))
                .or(() -> SENIOR.stream().sorted().flatMap(role -> organisation.holding(role, organisation.get(meeting.convenorId()).agencyId()).stream())
                        .filter(person -> !person.id().equals(meeting.chairId())).findFirst());
    }

    /** Who answers for whoever does the step. */
    Optional<Practitioner> answersFor(UUID doer) {
        return doer == null ? Optional.empty() : organisation.lineSupervisorOf(doer);
    }

    /** @throws Refusal when the waiting step is not this person's, naming whose it is */
    void mustDo(Meeting meeting, UUID doer, Practitioner person) {
        if (!mayDo(meeting, doer, person)) {
            throw new Refusal(doer == null ? "Nobody has this step yet. Take it over on the page of the meeting, then do it."
                    : "This step is for " + organisation.get(doer).name() + (meeting.step().maybeTakenOver() ? ". Ask them, or their supervisor." : ", and nobody else can do it."),
                    "not-your-step");
        }
    }

    boolean mayDo(Meeting meeting, UUID doer, Practitioner person) {
        boolean byLink = meeting.step() == MeetingStep.DECIDE_NOT_CONVENING && person.id().equals(meeting.deciderId());
        return !meeting.ended() && person.active() && (person.canLogIn() || byLink) && (person.id().equals(doer)
                || meeting.step().maybeTakenOver() && doer != null && organisation.signsFor(person.id(), doer, clock.instant()));
    }

    /** Somebody of the register who can be named here: here, with an account, and without a conflict of interest. */
    Optional<Practitioner> nameable(String username, UUID casefile) {
        return named(username, casefile).filter(Practitioner::canLogIn);
    }

    /** Somebody of the register who can decide for a second agency: with an account, or at a mailbox that the register holds. */
    Optional<Practitioner> decides(String username, UUID casefile) {
        return named(username, casefile).filter(person -> person.canLogIn() || mailboxes.of(person.id()).isPresent());
    }

    private Optional<Practitioner> named(String username, UUID casefile) {
        return organisation.find(username == null ? "" : username.strip()).filter(Practitioner::active).filter(person -> person.role() != PractitionerRole.ADMINISTRATOR)
                .filter(person -> !access.relations(person, casefile).contains(Relation.CONFLICT));
    }

    /** Whether this person has a part in the meeting: convenes or chairs it, was asked to it or about it, or answers for its convenor or chair. */
    boolean takesPart(Meeting meeting, Practitioner person, UUID doer) {
        if (access.relations(person, meeting.casefileId()).contains(Relation.CONFLICT)) {
            return false;
        }
        return leads(meeting, person, doer) || person.id().equals(meeting.deciderId()) || meeting.saidHeld().asks(person.id())
                || invitees.placeOf(meeting.id(), person.id()).isPresent();
    }

    /** Who may name the convenor: who leads the meeting, and who answers for the family; where nobody convenes, anybody who may call for one. */
    boolean mayName(Meeting meeting, Practitioner person, UUID doer) {
        Set<Relation> held = access.relations(person, meeting.casefileId());
        return !held.contains(Relation.CONFLICT) && (leads(meeting, person, doer) || ANSWER.stream().anyMatch(held::contains)
                || meeting.convenorId() == null && access.may(person, Right.CALL_MEETING, meeting.casefileId()));
    }

    /** Who answers for the family's worker. */
    boolean answersForFamily(Meeting meeting, Practitioner person) {
        Set<Relation> held = access.relations(person, meeting.casefileId());
        return ANSWER.stream().anyMatch(held::contains);
    }

    /** Who convenes, chairs or does the waiting step, and who answers for one of these. */
    boolean leads(Meeting meeting, Practitioner person, UUID doer) {
        Instant now = clock.instant();
        return Stream.of(meeting.convenorId(), meeting.chairId(), doer != null && meeting.step().maybeTakenOver() ? doer : null).filter(Objects::nonNull)
                .anyMatch(one -> one.equals(person.id()) || organisation.signsFor(person.id(), one, now));
    }
}
