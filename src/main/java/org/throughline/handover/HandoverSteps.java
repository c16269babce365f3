package org.throughline.handover;

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
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.Steps;
import org.throughline.workflow.Waiting;

/**
 * The steps of a handover. A step is done by completing its task, in that transaction, whichever way the completion comes; a process
 * variable, a form or a changed model gives nothing that the record does not.
 */
@Service
public class HandoverSteps implements Steps<HandoverStep> {

    private final HandoverRepository repository;
    private final HandoverLock lock;
    private final Map<HandoverStep, StepAct> stepActs = new EnumMap<>(HandoverStep.class);
    private final Waits waits;
    private final Duties duties;
    private final DraftStore drafts;
    private final ActStore acts;
    private final Organisation organisation;
    private final Clock clock;

    HandoverSteps(HandoverRepository repository, HandoverLock lock, List<StepAct> stepActs, Waits waits, Duties duties, DraftStore drafts,
                  ActStore acts, Organisation organisation, Clock clock) {
        this.repository = repository;
        this.lock = lock;
        stepActs.forEach(act -> this.stepActs.put(act.step(), act));
        this.waits = waits;
        this.duties = duties;
        this.drafts = drafts;
        this.acts = acts;
        this.organisation = organisation;
        this.clock = clock;
    }

    /**
     * The process waits at a step. @throws Refusal when the handover does not stand there: a process on its own account is none
     */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Waiting waitsAt(UUID handoverId, HandoverStep step) {
        Handover handover = repository.findById(handoverId).filter(found -> found.step() == step)
                .orElseThrow(() -> new Refusal("No handover stands at this step. Ask for a handover on the case file's page.", "no-handover"));
        Instant due = waits.open(handover).orElseThrow(() -> new Refusal("This step has no deadline. Ask for a handover on the case file's page.",
                "no-handover")).dueAt();
        Practitioner doer = duties.doer(handover);
        Optional<Practitioner> owner = duties.owner(handover, doer.id());
        return new Waiting(doer.username(), owner.map(Practitioner::username).orElse(null), due,
                owner.filter(person -> duties.mayDo(handover, person)).isPresent());
    }

    /** When the step at which the handover now stands is due. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Instant dueAt(UUID handoverId) {
        Handover handover = repository.findById(handoverId).orElseThrow(() -> new Refusal("There is no such handover.", "no-handover"));
        return waits.open(handover).orElseThrow(() -> new Refusal("No step of this handover is waiting.", "no-handover")).dueAt();
    }

    /**
     * Completes a step.
     *
     * @param username     who acts; null where it is nobody, which is refused
     * @param draftVersion the version of the draft that was on the screen; null only where nothing is written
     * @param outcome      what was chosen, if the caller named it; it must be what the draft says
     * @return the routing facts with which the process goes on
     * @throws Refusal with a sentence and everything that is missing; nothing has happened then
     */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, Object> complete(UUID handoverId, HandoverStep step, String username, Integer draftVersion, String outcome) {
        Handover handover = lock.lock(handoverId);
        if (handover.step() != step) {
            throw new Refusal(waits.whyGone(handover, step).orElse("The handover does not stand at this step."), "already-done");
        }
        Practitioner actor = organisation.find(username == null ? "" : username)
                .orElseThrow(() -> new Refusal("A step is done by a person who works here.", "not-your-step"));
        duties.mustDo(handover, actor);
        Draft draft = onTheScreen(handover, step, draftVersion);
        mustAgree(draft, outcome);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        UUID actId = ActStore.newId();
        StepAct.Done done = stepActs.get(step).perform(new StepAct.Doing(handover, actor, draft.content(), now, actId));
        acts.add(handoverId, new HandoverAct(actId, step, done.outcome(), actor.id(), done.onBehalfOf(), done.toldOn(), done.reason(),
                step.written() ? draft.version() : null, step.written() ? draft.content() : null, now));
        waits.done(handover, actor);
        if (done.end() != null) {
            handover.end(done.end(), done.reason(), now);
        } else {
            handover.moveTo(done.next(), now);
            waits.begin(handover, actor);
        }
        repository.saveAndFlush(handover);
        return done.facts();
    }

    private Draft onTheScreen(Handover handover, HandoverStep step, Integer version) {
        Draft draft = drafts.lock(handover.id(), step);
        if (!step.written()) {
            return draft;
        }
        if (draft.version() == 0) {
            throw new Refusal("Nothing has been written in this step yet. Write and save first.", "nothing-written");
        }
        if (version == null || version != draft.version()) {
            throw new Refusal("The text is not the one on your screen: version " + draft.version() + " was saved by "
                    + organisation.get(draft.author()).name() + " on " + Moments.inWords(draft.savedAt()) + ". Load it, read it, and complete again.", "stale-draft");
        }
        return draft;
    }

    private static void mustAgree(Draft draft, String outcome) {
        if (outcome != null && draft.content().hasNonNull("outcome") && !outcome.equals(draft.content().path("outcome").asText())) {
            throw new Refusal("What you chose is not what was saved. Save again, then complete.", "stale-draft");
        }
    }

    /** The step at which the handover stands may be late: then its ladder begins. */
    @Transactional
    public void late(UUID handoverId) {
        repository.findById(handoverId).ifPresent(waits::late);
    }

    /** Why a task of this step is gone, such as "Already signed by Sunita Sample on Mon 7 Sep 2026, 16:30."; empty while it waits. */
    @Override
    @Transactional(readOnly = true)
    public Optional<String> whyGone(UUID handoverId, HandoverStep step) {
        return repository.findById(handoverId).flatMap(handover -> waits.whyGone(handover, step));
    }

    /** What this person still lacks to complete the waiting step, everything at once. */
    List<Refusal.Missing> missing(Handover handover, Practitioner actor) {
        StepAct act = stepActs.get(handover.step());
        if (act == null) {
            return List.of();
        }
        Draft draft = drafts.get(handover.id(), handover.step());
        return act.missing(new StepAct.Doing(handover, actor, draft.content(), clock.instant(), null));
    }
}
