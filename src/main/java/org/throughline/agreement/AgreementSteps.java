package org.throughline.agreement;

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
import org.throughline.workflow.StepDraft;
import org.throughline.workflow.StepDrafts;
import org.throughline.workflow.Steps;
import org.throughline.workflow.Waiting;

/**
 * The steps of an agreement. A step is done by completing its task, in that transaction, whichever way the completion comes; a process variable, a form or
 * a changed model gives nothing that the record does not.
 */
@Service
public class AgreementSteps implements Steps<AgreementStep> {

    private final AgreementRepository repository;
    private final AgreementLock lock;
    private final Map<AgreementStep, AgreementAct> acts = new EnumMap<>(AgreementStep.class);
    private final AgreementWaits waits;
    private final AgreementPeople people;
    private final AgreementStore store;
    private final AgreementEnding ending;
    private final StepDrafts drafts;
    private final Organisation organisation;
    private final Clock clock;

    AgreementSteps(AgreementRepository repository, AgreementLock lock, List<AgreementAct> acts, AgreementWaits waits, AgreementPeople people, AgreementStore store, AgreementEnding ending,
            StepDrafts drafts, Organisation organisation, Clock clock) {
        this.repository = repository;
        this.lock = lock;
        acts.forEach(act -> act.steps().forEach(step -> this.acts.put(step, act)));
        this.waits = waits;
        this.people = people;
        this.store = store;
        this.ending = ending;
        this.drafts = drafts;
        this.organisation = organisation;
        this.clock = clock;
    }

    /** The process waits at a step. @throws Refusal when the agreement does not stand there: a process on its own account is none */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Waiting waitsAt(UUID agreementId, AgreementStep step) {
        Agreement agreement = repository.findById(agreementId).filter(found -> found.step() == step)
                .orElseThrow(() -> new Refusal("No agreement stands at this step. Agreements are begun on the case file's page.", "no-agreement"));
        ObligationView waiting = waits.open(agreement).orElseThrow(() -> new Refusal("This step has no deadline. Begin the agreement on the case file's page.", "no-agreement"));
        Optional<Practitioner> doer = Optional.ofNullable(waiting.ownerId()).flatMap(organisation::find);
        Optional<Practitioner> owner = people.answersFor(waiting.ownerId());
        return new Waiting(doer.map(Practitioner::username).orElse(null), owner.map(Practitioner::username).orElse(null), waiting.dueAt(),
                owner.filter(person -> people.mayDo(agreement, waiting.ownerId(), person)).isPresent());
    }

    /** When the step at which the agreement now stands is due. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Instant dueAt(UUID agreementId) {
        return repository.findById(agreementId).flatMap(waits::open).map(ObligationView::dueAt)
                .orElseThrow(() -> new Refusal("No step of this agreement is waiting.", "no-agreement"));
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
    public Map<String, Object> complete(UUID agreementId, AgreementStep step, String username, Integer draftVersion, String outcome) {
        Agreement agreement = lock.lock(agreementId);
        if (agreement.step() != step) {
            throw new Refusal(waits.whyGone(agreement, step).orElse("The agreement does not stand at this step."), "already-done");
        }
        Practitioner actor = organisation.find(username == null ? "" : username)
                .orElseThrow(() -> new Refusal("A step is done by a person who works here.", "not-your-step"));
        people.mustDo(agreement, waits.doer(agreement), actor);
        StepDraft draft = drafts.onTheScreen(agreementId, step.name(), draftVersion);
        mustAgree(draft.content(), outcome);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        AgreementAct.Done done = acts.get(step).perform(new AgreementAct.Doing(agreement, actor, draft.content(), now));
        store.add(agreementId, new AgreementStore.Act(AgreementStore.newId(), step, done.outcome(), actor.id(), done.reason(), draft.content(), now), draft.version());
        waits.done(agreement, step, actor.id());
        if (done.end() != null) {
            ending.byItsStep(agreement, done.end(), done.reason(), actor, now);
        } else {
            agreement.moveTo(done.next(), now);
            repository.saveAndFlush(agreement);
            waits.begin(agreement, actor.id());
        }
        if (step != AgreementStep.DRAFT) {
            drafts.done(agreementId, step.name());
        }
        return done.facts();
    }

    private static void mustAgree(JsonNode content, String outcome) {
        if (outcome != null && content.hasNonNull("outcome") && !outcome.equals(content.path("outcome").asText())) {
            throw new Refusal("What you chose is not what was saved. Save again, then complete.", "stale-draft");
        }
    }

    /** The step at which the agreement stands may be late: then its ladder begins. */
    @Transactional
    public void late(UUID agreementId) {
        repository.findById(agreementId).ifPresent(waits::late);
    }

    /** Why a task of this step is gone, in a sentence; empty while it waits. */
    @Override
    @Transactional(readOnly = true)
    public Optional<String> whyGone(UUID agreementId, AgreementStep step) {
        return repository.findById(agreementId).flatMap(agreement -> waits.whyGone(agreement, step));
    }

    /** What this person still lacks to complete the waiting step, everything at once. */
    List<Refusal.Missing> missing(Agreement agreement, Practitioner actor) {
        AgreementAct act = acts.get(agreement.step());
        return act == null ? List.of() : act.missing(new AgreementAct.Doing(agreement, actor, drafts.get(agreement.id(), agreement.step().name()).content(), clock.instant()));
    }
}
