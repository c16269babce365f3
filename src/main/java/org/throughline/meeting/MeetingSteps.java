package org.throughline.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Refusal;
import org.throughline.obligation.ObligationView;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.Gaps;
import org.throughline.workflow.Steps;
import org.throughline.workflow.Waiting;

/**
 * The steps of a meeting. A step is done by completing its task, in that transaction, whichever way the completion comes; a process
 * variable, a form or a changed model gives nothing that the record does not.
 */
@Service
public class MeetingSteps implements Steps<MeetingStep> {

    private final MeetingRepository repository;
    private final MeetingLock lock;
    private final Map<MeetingStep, MeetingAct> acts = new EnumMap<>(MeetingStep.class);
    private final MeetingWaits waits;
    private final MeetingPeople people;
    private final MeetingStore store;
    private final MeetingPlaces places;
    private final Minutes minutes;
    private final OwnActs own;
    private final Organisation organisation;
    private final Clock clock;

    MeetingSteps(MeetingRepository repository, MeetingLock lock, List<MeetingAct> acts, MeetingWaits waits, MeetingPeople people, MeetingStore store, MeetingPlaces places,
            Minutes minutes, OwnActs own, Organisation organisation, Clock clock) {
        this.repository = repository;
        this.lock = lock;
        acts.forEach(act -> this.acts.put(act.step(), act));
        this.waits = waits;
        this.people = people;
        this.store = store;
        this.places = places;
        this.minutes = minutes;
        this.own = own;
        this.organisation = organisation;
        this.clock = clock;
    }

    /** The process waits at a step. @throws Refusal when the meeting does not stand there: a process on its own account is none */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Waiting waitsAt(UUID meetingId, MeetingStep step) {
        Meeting meeting = repository.findById(meetingId).filter(found -> found.step() == step)
                .orElseThrow(() -> new Refusal("No meeting stands at this step. It is called for by a rule, or on the case file's page.", "no-meeting"));
        ObligationView waiting = waits.open(meeting).orElseThrow(() -> new Refusal("This step has no deadline. Call for the meeting on the case file's page.", "no-meeting"));
        Optional<Practitioner> doer = organisation.find(waiting.ownerId() == null ? new UUID(0, 0) : waiting.ownerId());
        Optional<Practitioner> owner = people.answersFor(waiting.ownerId());
        return new Waiting(doer.map(Practitioner::username).orElse(null), owner.map(Practitioner::username).orElse(null), waiting.dueAt(),
                owner.filter(person -> people.mayDo(meeting, waiting.ownerId(), person)).isPresent());
    }

    /** When the step at which the meeting now stands is due. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Instant dueAt(UUID meetingId) {
        return repository.findById(meetingId).flatMap(waits::open).map(ObligationView::dueAt)
                .orElseThrow(() -> new Refusal("No step of this meeting is waiting.", "no-meeting"));
    }

    /**
     * Completes a step.
     *
     * @param username     who acts; null where it is nobody, which is refused
     * @param draftVersion the version of the draft that was on the screen
     * @param outcome      what was chosen, if the caller named it; it must be what the draft says
     * @return the routing facts with which the process goes on
     * @throws Refusal with a sentence and everything that is missing; nothing has happened then
     */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, Object> complete(UUID meetingId, MeetingStep step, String username, Integer draftVersion, String outcome) {
        Meeting meeting = lock.lock(meetingId);
        if (meeting.step() != step) {
            throw new Refusal(waits.whyGone(meeting, step).orElse("The meeting does not stand at this step."), "already-done");
        }
        Practitioner actor = organisation.find(username == null ? "" : username)
                .orElseThrow(() -> new Refusal("A step is done by a person who works here.", "not-your-step"));
        people.mustDo(meeting, waits.doer(meeting), actor);
        MeetingDraft draft = onTheScreen(meeting, step, draftVersion);
        mustAgree(draft.content(), outcome);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        UUID actId = MeetingStore.newId();
        return own.of(meetingId, () -> {
            MeetingAct.Done done = acts.get(step).perform(new MeetingAct.Doing(meeting, actor, draft.content(), now, actId));
            store.add(meetingId, new MeetingStore.Act(actId, step, done.outcome(), actor.id(), done.reason(), draft.content(), now), draft.version());
            waits.done(meeting, actor.id());
            if (done.end() != null) {
                meeting.end(done.end(), done.reason(), actor.id(), now);
            } else {
                meeting.moveTo(done.next(), now);
                waits.begin(meeting, actor.id());
                begun(meeting, actor);
            }
            if (step != MeetingStep.CONVENE) {
                store.done(meetingId, step);
            }
            repository.saveAndFlush(meeting);
            return done.facts();
        });
    }

    /** What is asked of others by the same moment as the step itself. */
    private void begun(Meeting meeting, Practitioner by) {
        Instant due = waits.open(meeting).orElseThrow().dueAt();
        if (meeting.step() == MeetingStep.PREPARE) {
            places.askReports(meeting, due, by.id());
        } else if (meeting.step() == MeetingStep.CONFIRM_MINUTES) {
            minutes.ask(meeting, by.agencyId(), due);
        }
    }

    private MeetingDraft onTheScreen(Meeting meeting, MeetingStep step, Integer version) {
        MeetingDraft draft = store.lockDraft(meeting.id(), step);
        if (draft.version() == 0 || draft.content().isEmpty()) {
            throw new Refusal("Nothing has been written in this step yet. Write and save first.", "nothing-written");
        }
        if (version == null || version != draft.version()) {
            throw new Refusal("The text is not the one on your screen: version " + draft.version() + " was saved by "
                    + organisation.get(draft.author()).name() + " on " + Gaps.inWords(draft.savedAt()) + ". Load it, read it, and complete again.", "stale-draft");
        }
        return draft;
    }

    private static void mustAgree(JsonNode content, String outcome) {
        if (outcome != null && content.hasNonNull("outcome") && !outcome.equals(content.path("outcome").asText())) {
            throw new Refusal("What you chose is not what was saved. Save again, then complete.", "stale-draft");
        }
    }

    /** The step at which the meeting stands may be late: then its ladder begins. */
    @Transactional
    public void late(UUID meetingId) {
        repository.findById(meetingId).ifPresent(waits::late);
    }

    /** Why a task of this step is gone, in a sentence; empty while it waits. */
    @Override
    @Transactional(readOnly = true)
    public Optional<String> whyGone(UUID meetingId, MeetingStep step) {
        return repository.findById(meetingId).flatMap(meeting -> waits.whyGone(meeting, step));
    }

    /** What this person still lacks to complete the waiting step, everything at once. */
    List<Refusal.Missing> missing(Meeting meeting, Practitioner actor) {
        MeetingAct act = acts.get(meeting.step());
        return act == null ? List.of() : act.missing(new MeetingAct.Doing(meeting, actor, store.draft(meeting.id(), meeting.step()).content(), clock.instant(), null));
    }
}
