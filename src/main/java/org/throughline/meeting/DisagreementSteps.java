package org.throughline.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.chronology.DraftText;
import org.throughline.meeting.DisagreementWaits.Next;
import org.throughline.obligation.LastInTheTransaction;
import org.throughline.obligation.ObligationView;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.Steps;
import org.throughline.workflow.Waiting;

/**
 * The steps of a disagreement. A step is done by completing its task, whichever way the completion comes; an answer that does not come by
 * its moment goes to the next level by itself. Only whoever disagrees ends it (practice-rules 1.6).
 */
@Service
public class DisagreementSteps implements Steps<DisagreementStep> {

    private static final String ALREADY_DONE = "already-done";

    private final DisagreementStore store;
    private final DisagreementWaits waits;
    private final DisagreementPeople people;
    private final DisagreementActs acts;
    private final DisagreementProcess process;
    private final Organisation organisation;
    private final Clock clock;

    DisagreementSteps(DisagreementStore store, DisagreementWaits waits, DisagreementPeople people, DisagreementActs acts, DisagreementProcess process, Organisation organisation,
            Clock clock) {
        this.store = store;
        this.waits = waits;
        this.people = people;
        this.acts = acts;
        this.process = process;
        this.organisation = organisation;
        this.clock = clock;
    }

    /** The process waits at a step. @throws Refusal when the disagreement does not stand there: a process on its own account is none */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Waiting waitsAt(UUID id, DisagreementStep step) {
        Disagreement found = store.find(id).filter(one -> one.step() == step).orElseThrow(DisagreementSteps::none);
        Instant due = waits.open(found).orElseThrow(DisagreementSteps::none).dueAt();
        Optional<Practitioner> owner = people.answersFor(found.doerId(), found);
        return new Waiting(organisation.get(found.doerId()).username(), owner.map(Practitioner::username).orElse(null), due,
                owner.filter(one -> mayDo(found, one)).isPresent());
    }

    private static Refusal none() {
        return new Refusal("No disagreement stands at this step. It begins on the case file's page.", "no-disagreement");
    }

    /** When the step at which it now stands is due. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Instant dueAt(UUID id) {
        return store.find(id).flatMap(waits::open).map(ObligationView::dueAt).orElseThrow(DisagreementSteps::none);
    }

    /** Whose step it is; for what who disagrees has to say, whoever answers for that one too. Never the person disagreed with, but for the first answer and for safety. */
    boolean mayDo(Disagreement waiting, Practitioner person) {
        if (waiting.ended() || !person.active()) {
            return false;
        }
        if (person.id().equals(waiting.doerId())) {
            return true;
        }
        return waiting.step() == DisagreementStep.DECIDE && people.answersFor(waiting.raisedBy(), waiting).filter(one -> one.id().equals(person.id())).isPresent()
                && store.acts(waiting.id()).stream().noneMatch(act -> person.id().equals(act.asked()) && act.step() == DisagreementStep.ANSWER);
    }

    /** What is being written in the waiting step. @throws NotFound for everybody whose step it is not */
    @Transactional(readOnly = true)
    public DisagreementDraft draft(UUID id, Practitioner reader) {
        Disagreement waiting = mine(store.find(id).orElseThrow(NotFound::new), reader);
        return store.draft(id, waiting.turn(), false);
    }

    /**
     * Saves it.
     *
     * @param basedOn the version that was on the screen; 0 for the first save
     * @throws StaleDisagreement when another version was saved in between
     */
    @Transactional
    public DisagreementDraft save(UUID id, int basedOn, JsonNode content, Practitioner author) {
        Disagreement waiting = mine(store.find(id).orElseThrow(NotFound::new), author);
        return store.save(id, waiting.turn(), basedOn, DraftText.checked(content), author.id(), now());
    }

    private Disagreement mine(Disagreement waiting, Practitioner person) {
        if (!mayDo(waiting, person)) {
            throw new NotFound();
        }
        return waiting;
    }

    /**
     * Completes a step: the act itself.
     *
     * @param draftVersion the version of the text that was on the screen
     * @param outcome      what was chosen, if the caller named it; it must be what the text says
     * @return the routing facts with which the process goes on
     * @throws Refusal with a sentence and everything that is missing; nothing has happened then
     */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, Object> complete(UUID id, DisagreementStep step, String username, Integer draftVersion, String outcome) {
        Disagreement found = store.lock(id);
        if (found.step() != step) {
            throw new Refusal(whyGone(found, step).orElse("This waits somewhere else by now."), ALREADY_DONE);
        }
        Practitioner actor = organisation.find(username == null ? "" : username)
                .orElseThrow(() -> new Refusal("A step is done by a person who works here.", "not-your-step"));
        if (!mayDo(found, actor)) {
            throw new Refusal("This is for " + organisation.get(found.doerId()).name() + ".", "not-your-step");
        }
        DisagreementDraft draft = store.draft(id, found.turn(), true);
        if (draft.version() == 0 || draftVersion == null || draftVersion != draft.version()) {
            throw new Refusal(draft.version() == 0 ? "Nothing has been written here yet. Write and save first."
                    : "The text is not the one on your screen. Load it, read it, and do it again.", "stale-draft");
        }
        if (outcome != null && !outcome.equals(draft.content().path("outcome").asText("").strip())) {
            throw new Refusal("What you chose is not what was saved. Save again, then complete.", "stale-draft");
        }
        return acts.perform(found, actor, draft.content());
    }

    /**
     * The step at which it stands may be late. An answer that did not come goes to the next level, at once and without anybody having to ask;
     * elsewhere, and above the last level, the ladder of the late obligation begins. Nothing happens before its moment.
     */
    @Transactional
    public void late(UUID id) {
        Disagreement found = store.lock(id);
        ObligationView owed = waits.open(found).orElse(null);
        Instant now = now();
        if (owed == null || owed.dueAt().isAfter(now)) {
            return;
        }
        boolean answer = found.step() == DisagreementStep.ANSWER || found.step() == DisagreementStep.SET_DATE;
        if (!answer || found.level().above().isEmpty()) {
            waits.late(owed);
            return;
        }
        String said = organisation.get(found.doerId()).name() + " did not answer in time. The next level is asked.";
        store.act(id, new DisagreementAct(found.turn(), found.level(), found.step(), "SILENT", null, found.doerId(), said, null, now));
        Next next = waits.above(found, now).orElseThrow();
        waits.overtaken(found, found.raisedBy(), "Nobody answered in time; the next level was asked.");
        waits.move(found, next, null, now);
        LastInTheTransaction.run(() -> process.moveTo(id, next.step()));
    }

    /** Why a task of this step is gone, in a sentence; empty while it waits. */
    @Override
    @Transactional(readOnly = true)
    public Optional<String> whyGone(UUID id, DisagreementStep step) {
        return store.find(id).flatMap(found -> whyGone(found, step));
    }

    private Optional<String> whyGone(Disagreement found, DisagreementStep step) {
        if (found.step() == step) {
            return Optional.empty();
        }
        return store.acts(found.id()).stream().filter(act -> act.step() == step || "WITHDRAWN".equals(act.outcome())).reduce((one, later) -> later)
                .map(act -> act.by() == null ? act.said() : "WITHDRAWN".equals(act.outcome()) ? organisation.get(act.by()).name() + " has taken this back: " + act.said()
                        : "Already done by " + organisation.get(act.by()).name() + ".");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
