package org.throughline.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.access.Relation;
import org.throughline.access.Right;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Families;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.Gaps;

/**
 * What is no step of a meeting: calling for one, moving its date, naming who convenes it, taking a step over. The steps themselves are done only by completing their task ({@link MeetingSteps}).
 */
@Service
public class Meetings {

    private static final Set<MeetingStep> REOPENED = EnumSet.of(MeetingStep.DECIDE_NOT_CONVENING, MeetingStep.CONFIRM_HELD, MeetingStep.PREPARE, MeetingStep.HOLD);

    private final MeetingRepository repository;
    private final MeetingLock lock;
    private final MeetingOpening opening;
    private final MeetingWaits waits;
    private final NamedDates named;
    private final MeetingPeople people;
    private final MeetingPlaces places;
    private final Convening convening;
    private final MeetingStore store;
    private final OwnActs own;
    private final MeetingProcess process;
    private final Obligations obligations;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final Families families;
    private final Access access;
    private final Clock clock;

    Meetings(MeetingRepository repository, MeetingLock lock, MeetingOpening opening, MeetingWaits waits, NamedDates named, MeetingPeople people,
            MeetingPlaces places, Convening convening, MeetingStore store, OwnActs own, MeetingProcess process, Obligations obligations, Organisation organisation,
            Casefiles casefiles, Families families, Access access, Clock clock) {
        this.repository = repository;
        this.lock = lock;
        this.opening = opening;
        this.waits = waits;
        this.named = named;
        this.people = people;
        this.places = places;
        this.convening = convening;
        this.store = store;
        this.own = own;
        this.process = process;
        this.obligations = obligations;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.families = families;
        this.access = access;
        this.clock = clock;
    }

    /**
     * Somebody who works with the family calls for a meeting; from here they convene it.
     *
     * @throws Invalid naming every field that cannot be
     * @throws Refusal where the file is closed
     */
    @Transactional
    public UUID call(UUID casefile, MeetingKind kind, String why, Practitioner by) {
        access.require(by, Right.CALL_MEETING, casefile, "Called for a meeting");
        List<Invalid.Fault> faults = new ArrayList<>();
        if (kind == null) {
            faults.add(new Invalid.Fault("kind", "Choose a kind of meeting."));
        }
        if (why == null || why.isBlank()) {
            faults.add(new Invalid.Fault("why", "Say why a meeting is needed."));
        }
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
        families.lock(casefile);
        CasefileView file = casefiles.get(casefile);
        if (!file.child() || !file.open()) {
            throw new Refusal("A meeting is called for on the open case file of a child.", "no-meeting");
        }
        return opening.asked(casefile, kind, why.strip(), by);
    }

    /** Another moment or place; everybody who was asked is asked again, and the step that waits is due accordingly. @throws Refusal unless it is convened and not held */
    @Transactional
    public void move(UUID meetingId, JsonNode content, Practitioner by) {
        Meeting meeting = lead(meetingId, by, "Moved a meeting");
        if (meeting.step() != MeetingStep.PREPARE && meeting.step() != MeetingStep.HOLD || meeting.startsAt() == null) {
            throw new Refusal("Only a meeting that is convened and not held yet is moved.", "not-convened");
        }
        Gaps gaps = new Gaps();
        Optional<Convening.Plan> plan = convening.plan(meeting.casefileId(), content, gaps);
        String reason = gaps.text(content, "reason", "Say why it moves.");
        plan.filter(found -> !found.start().isAfter(clock.instant())).ifPresent(past -> gaps.add("This moment has passed. Give a coming one.", "#date"));
        plan.ifPresent(found -> named.check(meeting, found.start(), by, gaps));
        gaps.refuse("The meeting was not moved. Fill in what is named here.");
        Convening.Plan to = plan.orElseThrow();
        meeting.planned(to.start(), to.minutes(), to.place(), true);
        repository.saveAndFlush(meeting);
        named.named(meeting, to.start(), by, reason);
        waits.moved(meeting, by.id(), reason);
        places.moved(meeting, meeting.step() == MeetingStep.PREPARE ? waits.open(meeting).orElseThrow().dueAt() : null, by.id(), reason);
        store.add(meetingId, new MeetingStore.Act(MeetingStore.newId(), meeting.step(), MeetingStore.MOVED, by.id(), reason, content, now()), null);
    }

    /**
     * Back to convening: a proposal or a claim is taken back, or other people are to be asked. What was written then stands in the form; whoever
     * keeps their place hears of the change when it is convened again.
     *
     * @throws Refusal unless it is proposed, said to be held, or convened and not held
     */
    @Transactional
    public void reopen(UUID meetingId, String reason, Practitioner by) {
        Meeting meeting = lead(meetingId, by, "Took a meeting back to be convened");
        if (reason == null || reason.isBlank()) {
            throw new Invalid(List.of(new Invalid.Fault("reason", "Say why it is convened again.")));
        }
        if (!REOPENED.contains(meeting.step())) {
            throw new Refusal("Only what is proposed, or convened and not held yet, is taken back.", "too-late");
        }
        store.add(meetingId, new MeetingStore.Act(MeetingStore.newId(), meeting.step(), MeetingStore.REOPENED, by.id(), reason.strip(), null, now()), null);
        own.of(meetingId, () -> {
            waits.overtaken(meeting, by.id(), reason.strip());
            return meeting;
        });
        meeting.notHeld();
        meeting.moveTo(MeetingStep.CONVENE, now());
        waits.begin(meeting, by.id());
        repository.saveAndFlush(meeting);
        process.moveTo(meetingId, MeetingStep.CONVENE);
    }

    /**
     * An entry behind it was corrected or disputed, and it must be held all the same: said of one that is convened already. One that is not is answered by convening it.
     *
     * @throws Refusal where nobody asks, or it is not convened yet
     */
    @Transactional
    public void stands(UUID meetingId, String reason, Practitioner by) {
        Meeting meeting = lead(meetingId, by, "Said that a meeting must still be held");
        if (reason == null || reason.isBlank()) {
            throw new Invalid(List.of(new Invalid.Fault("reason", "Say why it must still be held.")));
        }
        if (!waits.mayStand(meeting)) {
            throw new Refusal("Nobody asks whether this meeting must still be held; or it is not convened yet, and convening it says so.", "nothing-to-do");
        }
        store.add(meetingId, new MeetingStore.Act(MeetingStore.newId(), meeting.step(), MeetingStore.STANDS, by.id(), reason.strip(), null, now()), null);
        waits.stands(meeting, by.id());
    }

    /** Who chairs it; empty where nobody is named yet. */
    @Transactional(readOnly = true)
    public Optional<UUID> chairOf(UUID meetingId) {
        return repository.findById(meetingId).map(Meeting::chairId);
    }

    /** Takes the waiting step over: a supervisor or deputy of whose step it is; where nobody has it, anybody who may call for a meeting. */
    @Transactional
    public void takeOver(UUID meetingId, Practitioner by) {
        Meeting meeting = lock.lock(meetingId);
        UUID doer = waits.doer(meeting);
        boolean may = doer == null ? access.may(by, Right.CALL_MEETING, meeting.casefileId()) : people.mayDo(meeting, doer, by) && !by.id().equals(doer);
        if (!may && !people.takesPart(meeting, by, doer)) {
            throw new NotFound();
        }
        access.allowedByDuty(by, meeting.casefileId(), "Took over a step of a meeting");
        if (!may || meeting.ended() || !meeting.step().maybeTakenOver()) {
            throw new Refusal(meeting.ended() ? "This meeting has ended." : "This step cannot be taken over by you.", "not-your-step");
        }
        given(meeting, by, by, "Taken over");
    }

    /** Names who convenes it from now on. @throws Invalid where that is nobody who can, or no reason is given */
    @Transactional
    public void nameConvenor(UUID meetingId, String username, String reason, Practitioner by) {
        Meeting meeting = lock.lock(meetingId);
        if (!people.mayName(meeting, by, waits.doer(meeting))) {
            throw new NotFound();
        }
        access.allowedByDuty(by, meeting.casefileId(), "Named who convenes a meeting");
        List<Invalid.Fault> faults = new ArrayList<>();
        Optional<Practitioner> to = people.nameable(username, meeting.casefileId());
        if (to.isEmpty()) {
            faults.add(new Invalid.Fault("convenor", "Name somebody entered in the organisation who can log in."));
        }
        if (reason == null || reason.isBlank()) {
            faults.add(new Invalid.Fault("reason", "Say why this person convenes it."));
        }
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
        if (meeting.ended() || !meeting.step().beforeHeld()) {
            throw new Refusal("This meeting has been held; there is nothing left to convene.", "too-late");
        }
        meeting.convenedBy(to.get().id());
        repository.saveAndFlush(meeting);
        if (meeting.step().doer() == MeetingStep.Doer.CONVENOR) {
            given(meeting, to.get(), by, reason.strip());
        } else {
            store.add(meetingId, new MeetingStore.Act(MeetingStore.newId(), meeting.step(), MeetingStore.TAKEN_OVER, to.get().id(), reason.strip(), null, now()), null);
        }
        waits.duty(meeting).ifPresent(duty -> obligations.reassign(duty.dedupeKey(), to.get().id()));
    }

    private void given(Meeting meeting, Practitioner to, Practitioner by, String reason) {
        store.add(meeting.id(), new MeetingStore.Act(MeetingStore.newId(), meeting.step(), MeetingStore.TAKEN_OVER, to.id(),
                to.id().equals(by.id()) ? reason : reason + " Named by " + by.name() + ".", null, now()), null);
        waits.givenTo(meeting, to.id());
    }

    private Meeting lead(UUID meetingId, Practitioner by, String what) {
        Meeting meeting = lock.lock(meetingId);
        if (!people.leads(meeting, by, waits.doer(meeting)) || access.relations(by, meeting.casefileId()).contains(Relation.CONFLICT)) {
            throw new NotFound();
        }
        access.allowedByDuty(by, meeting.casefileId(), what);
        return meeting;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
