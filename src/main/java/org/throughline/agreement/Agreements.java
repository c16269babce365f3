package org.throughline.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.access.Right;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Families;
import org.throughline.chronology.DraftText;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.Gaps;

/**
 * What is no step of an agreement: beginning one, asking what the rules say of a text, saying that it was not kept, a parent's withdrawal, not pursuing a
 * draft, taking a step over, telling who comes next. The steps themselves are done only by completing their task ({@link AgreementSteps}).
 */
@Service
public class Agreements {

    /** What the rules say of a text, and what else it lacks. */
    public record Checked(List<Check> checks, List<Refusal.Missing> missing) {}

    private final AgreementRepository repository;
    private final AgreementLock lock;
    private final AgreementOpening opening;
    private final AgreementChecks checks;
    private final TextGaps textGaps;
    private final PartyNames names;
    private final AgreementEnding ending;
    private final AgreementWaits waits;
    private final AgreementPeople people;
    private final AgreementStore store;
    private final Breaches breaches;
    private final RiskRecord record;
    private final Obligations obligations;
    private final Casefiles casefiles;
    private final Families families;
    private final Access access;
    private final Clock clock;

    Agreements(AgreementRepository repository, AgreementLock lock, AgreementOpening opening, AgreementChecks checks, TextGaps textGaps, PartyNames names, AgreementEnding ending, AgreementWaits waits,
            AgreementPeople people, AgreementStore store, Breaches breaches, RiskRecord record, Obligations obligations, Casefiles casefiles, Families families, Access access, Clock clock) {
        this.repository = repository;
        this.lock = lock;
        this.opening = opening;
        this.checks = checks;
        this.textGaps = textGaps;
        this.names = names;
        this.ending = ending;
        this.waits = waits;
        this.people = people;
        this.store = store;
        this.breaches = breaches;
        this.record = record;
        this.obligations = obligations;
        this.casefiles = casefiles;
        this.families = families;
        this.access = access;
        this.clock = clock;
    }

    /**
     * Begins a draft; its text can come with it, else it begins with the agency as a party and the latest review date.
     *
     * @param text null for the usual beginning
     * @throws Refusal code {@code authority-required} where this worker may not act on the file
     * @throws org.throughline.access.Invalid naming every text that is too long or out of form
     */
    @Transactional
    public UUID draft(UUID casefile, JsonNode text, Practitioner by) {
        access.require(by, Right.APPEND_INTERVENTION, casefile, "Began a voluntary agreement");
        families.lock(casefile);
        CasefileView file = casefiles.get(casefile);
        if (!file.child() || !file.open()) {
            throw new Refusal("An agreement is made about a child whose case file is open.", "no-agreement");
        }
        Instant now = now();
        opening.mayActForTheAgency(casefile, by, now);
        return opening.first(casefile, text == null || text.isNull() ? beginning(casefile, by) : DraftText.checked(text), by, now);
    }

    private ObjectNode beginning(UUID casefile, Practitioner by) {
        ObjectNode text = JsonNodeFactory.instance.objectNode();
        text.put("reviewOn", record.latestReview(casefile).toString());
        text.putArray("parties").addObject().put("id", "agency").put("kind", AgreementText.Kind.AGENCY.name()).put("agency", by.agencyCode()).put("username", by.username());
        text.putArray("terms");
        return text;
    }

    /** What the rules say of a text as it is being written; nothing is kept. @throws NotFound for who may not see the agreement */
    @Transactional
    public Checked check(UUID agreementId, JsonNode content, Practitioner by) {
        Agreement agreement = repository.findById(agreementId).orElseThrow(NotFound::new);
        access.require(by, Right.SEE_HISTORY, agreement.casefileId(), "Had the text of an agreement checked");
        return checked(agreement, DraftText.checked(content), by);
    }

    Checked checked(Agreement agreement, JsonNode content, Practitioner by) {
        AgreementText text = AgreementText.of(content);
        List<Check> all = checks.of(text, AgreementChecks.Asked.draft(agreement, by.id()));
        Gaps gaps = new Gaps();
        textGaps.collect(text, content, agreement.casefileId(), List.of(), gaps);
        return new Checked(all, gaps.missing());
    }

    /** It was not kept: an entry with its provenance, and the manager decides. @throws Refusal naming everything that is missing, or that nothing is in force */
    @Transactional
    public void breached(UUID agreementId, JsonNode content, Practitioner by) {
        Agreement agreement = lock.lock(agreementId);
        access.require(by, Right.APPEND_INFORMATION, agreement.casefileId(), "Said that an agreement was not kept");
        mustHold(agreement);
        Gaps gaps = new Gaps();
        Breach breach = Breach.of(DraftText.checked(content), agreement, gaps, clock);
        gaps.refuse("The breach is not recorded. Fill in what is named here.");
        breaches.told(agreement, breach, by, now());
    }

    /** A parent withdraws, which they may at any time: it ends, and it is no breach. @throws Refusal naming everything that is missing, or that nothing is in force */
    @Transactional
    public void withdrawn(UUID agreementId, JsonNode content, Practitioner by) {
        Agreement agreement = lead(agreementId, by, "Recorded that a parent withdrew from an agreement");
        mustHold(agreement);
        JsonNode said = DraftText.checked(content);
        AgreementText text = AgreementText.of(store.text(agreement.id(), agreement.number()).orElseThrow().content());
        Gaps gaps = new Gaps();
        Optional<AgreementText.Party> party = text.party(said.path("party").asText("")).filter(AgreementText.Party::family);
        if (party.isEmpty()) {
            gaps.add("Say who withdraws: a party of the family.", "#party");
        }
        gaps.pastDay(said, "on", "Say on which day.", "#on", clock);
        String words = gaps.text(said, "said", "Write what they said, in their words.");
        String safe = gaps.words(said, "safe", "Write what keeps the child safe from now on.");
        gaps.refuse("The withdrawal is not recorded. Fill in what is named here.");
        ending.elsewhere(agreement, AgreementEnd.WITHDRAWN, names.of(agreement.casefileId()).name(party.orElseThrow()) + ": " + words + " What keeps the child safe: " + safe, by, now());
        people.answersFor(agreement.workerId()).filter(manager -> !manager.id().equals(by.id())).ifPresent(manager -> waits.tell(agreement, manager.id()));
    }

    /** A draft is not pursued. @throws Refusal where somebody has agreed already, or without a reason */
    @Transactional
    public void dropped(UUID agreementId, String reason, Practitioner by) {
        Agreement agreement = lead(agreementId, by, "Did not pursue an agreement");
        if (agreement.ended() || !agreement.step().beforeForce()) {
            throw new Refusal("This agreement is in force or has ended. It is reviewed, or a parent withdraws.", "too-late");
        }
        ending.elsewhere(agreement, AgreementEnd.DROPPED, reason(reason, "Say why it is not pursued."), by, now());
    }

    /** Takes the waiting step over: whoever answers for whose step it is. */
    @Transactional
    public void takeOver(UUID agreementId, Practitioner by) {
        Agreement agreement = lock.lock(agreementId);
        access.require(by, Right.SEE_HISTORY, agreement.casefileId(), "Took over a step of an agreement");
        UUID doer = waits.doer(agreement);
        if (!people.mayDo(agreement, doer, by) || by.id().equals(doer)) {
            throw new Refusal(agreement.ended() ? "This agreement has ended." : "This step cannot be taken over by you.", "not-your-step");
        }
        store.add(agreementId, new AgreementStore.Act(AgreementStore.newId(), agreement.step(), AgreementStore.TAKEN_OVER, by.id(), "Taken over.", null, now()), null);
        obligations.reassign(AgreementWaits.key(agreementId, agreement.step()), by.id());
    }

    /** Who hands the family over says what the next worker must know of it (HB8). @throws Refusal unless it is in force */
    @Transactional
    public void handedOn(UUID agreementId, String words, Practitioner by) {
        Agreement agreement = lead(agreementId, by, "Handed an agreement on");
        mustHold(agreement);
        if (agreement.stateAt(clock.instant()) == AgreementState.LAPSED) {
            throw new Refusal("It has lapsed. Review it first; then there is something to hand on.", "lapsed");
        }
        store.add(agreementId, new AgreementStore.Act(AgreementStore.newId(), agreement.step(), AgreementStore.HANDED_ON, by.id(),
                reason(words, "Write what the next worker must know: what is kept, what is not, what is due."), null, now()), null);
    }

    private static String reason(String words, String ask) {
        Gaps gaps = new Gaps();
        String reason = gaps.words(JsonNodeFactory.instance.objectNode().put("reason", words), "reason", ask);
        gaps.refuse(ask);
        return reason;
    }

    private static void mustHold(Agreement agreement) {
        if (!agreement.agreed()) {
            throw new Refusal(agreement.ended() ? "This agreement has ended: " + agreement.endReason() : "Nobody has agreed to it yet.", "not-in-force");
        }
    }

    private Agreement lead(UUID agreementId, Practitioner by, String what) {
        Agreement agreement = lock.lock(agreementId);
        access.require(by, Right.APPEND_INTERVENTION, agreement.casefileId(), what);
        if (!people.leads(agreement, by)) {
            throw new Refusal("This is for who works with the agreement, or their supervisor.", "not-your-step");
        }
        return agreement;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
