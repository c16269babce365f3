package org.throughline.meeting;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.access.Right;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.InvolvementView;
import org.throughline.chronology.DraftText;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;

/** "I do not agree": anyone who works with the family can write it (practice-rules 1.6); it is answered by clocks. */
@Service
public class Disagreements {

    private final DisagreementStore store;
    private final DisagreementWaits waits;
    private final DisagreementPeople people;
    private final DisagreementSteps steps;
    private final DisagreementProcess process;
    private final Obligations obligations;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final Access access;
    private final Clock clock;

    Disagreements(DisagreementStore store, DisagreementWaits waits, DisagreementPeople people, DisagreementSteps steps, DisagreementProcess process,
            Obligations obligations, Organisation organisation, Casefiles casefiles, Access access, Clock clock) {
        this.store = store;
        this.waits = waits;
        this.people = people;
        this.steps = steps;
        this.process = process;
        this.obligations = obligations;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.access = access;
        this.clock = clock;
    }

    /**
     * Somebody who works with the family does not agree.
     *
     * @throws NotFound when this person does not see the file
     * @throws Invalid  naming everything that is missing
     */
    @Transactional
    public UUID raise(NewDisagreement wanted, Practitioner by) {
        access.require(by, Right.SEE_FILE, wanted.casefile(), "Wrote that they do not agree");
        return begin(wanted, by);
    }

    /**
     * The same over a signed link, whose holder the caller has made sure of.
     *
     * @throws Refusal {@code not-with-this-family} when the holder works with this family no longer
     * @throws Invalid naming everything that is missing
     */
    @Transactional
    public UUID raiseByLink(NewDisagreement wanted, Practitioner by) {
        if (!worksWith(wanted.casefile(), by)) {
            throw new Refusal("You no longer work with this family by what is recorded. Ring the team that does.", "not-with-this-family");
        }
        access.allowedByDuty(by, wanted.casefile(), "Wrote over a signed link that they do not agree");
        return begin(wanted, by);
    }

    /** Whether this person's agency, or this person, works with the family now. */
    boolean worksWith(UUID casefile, Practitioner person) {
        return person.active() && (casefiles.involvements(casefile).stream().anyMatch(one -> one.until() == null && one.agencyId().equals(person.agencyId()))
                || access.may(person, Right.SEE_FILE, casefile));
    }

    private UUID begin(NewDisagreement wanted, Practitioner by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        ObjectNode text = checked(wanted, by);
        DisagreementLevel level = wanted.ofConference() ? DisagreementLevel.E5 : DisagreementLevel.E1;
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Practitioner first = people.first(wanted.with(), by.id(), now);
        DisagreementWaits.Next next = waits.answerAt(level, first);
        Disagreement made = new Disagreement(id, wanted.casefile(), wanted.subject(), text.path("what").asText(), text.path("why").asText(), text.path("couldHappen").asText(),
                text.path("safeMeanwhile").asText(), wanted.childInDanger(), by.id(), wanted.with(), now, wanted.byLink(), level,
                wanted.childInDanger() ? DisagreementStep.ACT_ON_DANGER : next.step(), 1, now, first.id(), null, null, null);
        Practitioner doer = wanted.childInDanger() ? people.inDanger(made, now) : first;
        made = new Disagreement(id, made.casefileId(), made.subject(), made.what(), made.why(), made.couldHappen(), made.safeMeanwhile(), made.childInDanger(), made.raisedBy(),
                made.withId(), now, made.byLink(), level, made.step(), 1, now, doer.id(), null, null, null);
        store.add(made);
        store.act(id, new DisagreementAct(0, level, made.step(), "RAISED", by.id(), null, null, null, now));
        waits.owe(made, doer, now);
        waits.oweAcknowledgement(made, first, now);
        process.start(id, wanted.childInDanger(), next.dayToBeNamed());
        return id;
    }

    private ObjectNode checked(NewDisagreement wanted, Practitioner by) {
        List<Invalid.Fault> faults = new ArrayList<>();
        Optional<Practitioner> with = wanted.with() == null ? Optional.empty() : organisation.find(wanted.with()).filter(Practitioner::active);
        if (with.isEmpty() || with.get().id().equals(by.id())) {
            faults.add(new Invalid.Fault("with", "Choose with whom you do not agree: somebody else who works with the family."));
        }
        if (wanted.subject() == null) {
            faults.add(new Invalid.Fault("subject", "Choose what it is about."));
        }
        ObjectNode text = JsonNodeFactory.instance.objectNode();
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("what", "Write what you do not agree with.");
        asked.put("why", "Write why.");
        asked.put("couldHappen", "Write what could happen to the child.");
        asked.put("safeMeanwhile", "Write what keeps the child safe until it is answered; or that nothing does.");
        Map<String, String> given = new LinkedHashMap<>();
        given.put("what", wanted.what());
        given.put("why", wanted.why());
        given.put("couldHappen", wanted.couldHappen());
        given.put("safeMeanwhile", wanted.safeMeanwhile());
        asked.forEach((field, ask) -> {
            String words = given.get(field);
            if (words == null || words.isBlank()) {
                faults.add(new Invalid.Fault(field, ask));
            } else {
                text.put(field, words.strip());
            }
        });
        try {
            ObjectNode clean = DraftText.checked(text);
            if (faults.isEmpty()) {
                return clean;
            }
        } catch (Invalid tooLong) {
            tooLong.faults().forEach(fault -> faults.add(new Invalid.Fault(fault.field().replaceFirst("^content\\.", ""), fault.reason())));
        }
        throw new Invalid(faults);
    }

    /**
     * Whoever disagrees takes it back, with a reason. The person disagreed with cannot, and nobody can while a child may be in danger.
     *
     * @throws Refusal naming what stands against it
     */
    @Transactional
    public void withdraw(UUID id, String reason, Practitioner by) {
        Disagreement found = store.lock(id);
        if (!by.id().equals(found.raisedBy())) {
            throw visible(found, by) ? new Refusal("Only who disagrees takes it back.", "not-yours") : new NotFound();
        }
        if (found.ended()) {
            throw new Refusal("This has ended already.", "already-done");
        }
        if (found.step() == DisagreementStep.ACT_ON_DANGER) {
            throw new Refusal("You wrote that a child is in danger. Somebody makes sure first that the child is safe.", "child-in-danger");
        }
        if (reason == null || reason.isBlank()) {
            throw new Invalid(List.of(new Invalid.Fault("reason", "Write why you take it back.")));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String clean = DraftText.checked(JsonNodeFactory.instance.objectNode().put("reason", reason.strip())).path("reason").asText();
        store.act(id, new DisagreementAct(found.turn(), found.level(), found.step(), "WITHDRAWN", by.id(), found.doerId(), clean, null, now));
        waits.overtaken(found, by.id(), "The disagreement was taken back.");
        waits.acknowledgementOvertaken(id, by.id(), "The disagreement was taken back.");
        store.ended(id, "WITHDRAWN", by.id(), now);
        process.withdraw(id);
    }

    /** Whoever is disagreed with has read it (E1). Answers nothing. @throws NotFound for everybody else */
    @Transactional
    public void acknowledge(UUID id, Practitioner by) {
        Disagreement found = store.lock(id);
        boolean theirs = by.id().equals(found.withId()) || by.id().equals(found.doerId());
        if (!theirs) {
            throw new NotFound();
        }
        if (waits.acknowledgementOpen(id)) {
            store.act(id, new DisagreementAct(found.turn(), found.level(), found.step(), "ACKNOWLEDGED", by.id(), by.id(), null, null,
                    clock.instant().truncatedTo(ChronoUnit.MICROS)));
            waits.acknowledged(id, by.id());
        }
    }

    /** One of the list of a case file. @param readable whether the reader may read its words @param dueAt null once it has ended */
    public record Line(Disagreement one, Instant dueAt, boolean readable) {}

    /** Of one case file, the open ones first. Whether the reader may see the file is the caller's to ask. */
    @Transactional(readOnly = true)
    public List<Line> of(UUID casefile, Practitioner reader) {
        boolean history = access.may(reader, Right.SEE_HISTORY, casefile);
        return store.of(casefile).stream().map(one -> new Line(one, waits.open(one).map(ObligationView::dueAt).orElse(null), history || takesPart(one, reader))).toList();
    }

    /** Everything about one. @param task the waiting task, where it is this reader's @param mayAcknowledge whether it waits for this reader to say that they have read it */
    public record Whole(Disagreement one, Instant dueAt, List<DisagreementAct> acts, String task, boolean mayAcknowledge, boolean mayWithdraw) {}

    /** For who takes part in it, who was told that it is late, and who sees the family's history. @throws NotFound for everybody else */
    @Transactional
    public Whole one(UUID id, Practitioner reader) {
        Disagreement found = store.find(id).orElseThrow(NotFound::new);
        if (takesPart(found, reader)) {
            access.allowedByDuty(reader, found.casefileId(), "Read a disagreement");
        } else {
            access.require(reader, Right.SEE_HISTORY, found.casefileId(), "Read a disagreement");
        }
        boolean with = reader.id().equals(found.withId()) || reader.id().equals(found.doerId());
        return new Whole(found, waits.open(found).map(ObligationView::dueAt).orElse(null), store.acts(id), steps.mayDo(found, reader) ? process.waitingTask(id) : null,
                with && waits.acknowledgementOpen(id), reader.id().equals(found.raisedBy()) && !found.ended() && found.step() != DisagreementStep.ACT_ON_DANGER);
    }

    private boolean visible(Disagreement found, Practitioner reader) {
        return takesPart(found, reader) || access.may(reader, Right.SEE_HISTORY, found.casefileId());
    }

    private boolean takesPart(Disagreement found, Practitioner reader) {
        UUID me = reader.id();
        return me.equals(found.raisedBy()) || me.equals(found.withId()) || steps.mayDo(found, reader)
                || store.acts(found.id()).stream().anyMatch(act -> me.equals(act.asked()) || me.equals(act.by()))
                || waits.open(found).map(ObligationView::id).map(obligations::told).orElse(List.of()).stream().anyMatch(step -> me.equals(step.toldId()));
    }

    /** With whom one may disagree: who works with this family now, who supervises them, and who chairs conferences. */
    @Transactional(readOnly = true)
    public List<Practitioner> whomToName(UUID casefile, Practitioner reader) {
        List<UUID> workers = Stream.concat(casefiles.allocations(casefile).stream().filter(one -> one.until() == null || one.until().isAfter(clock.instant()))
                .map(one -> one.practitionerId()), casefiles.involvements(casefile).stream().filter(one -> one.until() == null && one.practitionerId() != null)
                .map(InvolvementView::practitionerId)).distinct().toList();
        Map<UUID, Practitioner> named = new LinkedHashMap<>();
        workers.stream().map(organisation::get).forEach(one -> named.put(one.id(), one));
        workers.forEach(one -> organisation.lineSupervisorOf(one).ifPresent(above -> named.putIfAbsent(above.id(), above)));
        organisation.holding(PractitionerRole.CONFERENCE_CHAIR).forEach(one -> named.putIfAbsent(one.id(), one));
        named.remove(reader.id());
        return named.values().stream().filter(Practitioner::active).toList();
    }
}
