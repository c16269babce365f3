package org.throughline.handover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.Refusal;
import org.throughline.access.Right;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Families;
import org.throughline.casefile.Responsibility;
import org.throughline.chronology.DraftText;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.Gaps;

/**
 * Asking for a handover, and what is no step of it: withdrawing, reassigning, taking a step over, waiving a condition. The steps
 * themselves are done only by completing their task ({@link HandoverSteps}).
 */
@Service
public class Handovers {

    private final HandoverRepository repository;
    private final Beginning beginning;
    private final HandoverLock lock;
    private final Waits waits;
    private final Duties duties;
    private final ActStore acts;
    private final WaiverStore waivers;
    private final SignOffStore signOffs;
    private final HandoverProcess process;
    private final Casefiles casefiles;
    private final Families families;
    private final Access access;
    private final Clock clock;

    Handovers(HandoverRepository repository, Beginning beginning, HandoverLock lock, Waits waits, Duties duties, ActStore acts, WaiverStore waivers,
              SignOffStore signOffs, HandoverProcess process, Casefiles casefiles, Families families, Access access, Clock clock) {
        this.repository = repository;
        this.beginning = beginning;
        this.lock = lock;
        this.waits = waits;
        this.duties = duties;
        this.acts = acts;
        this.waivers = waivers;
        this.signOffs = signOffs;
        this.process = process;
        this.casefiles = casefiles;
        this.families = families;
        this.access = access;
        this.clock = clock;
    }

    /**
     * Asks that another worker takes over. From here the handover waits at its first step.
     *
     * @return the id of the handover
     * @throws Refusal where one is open already, or nobody could sign for the new worker
     * @throws Invalid naming every field that cannot be
     */
    @Transactional
    public UUID request(NewHandover wanted, Practitioner by) {
        access.require(by, Right.REQUEST_HANDOVER, wanted.casefileId(), "Asked for a handover");
        families.lock(wanted.casefileId());
        CasefileView file = casefiles.get(wanted.casefileId());
        Practitioner incoming = beginning.newWorker(wanted.incoming(), file.id());
        Optional<UUID> outgoing = casefiles.responsible(file.id()).filter(responsible -> !beginning.readsFirst(responsible, incoming, file));
        List<Handover> open = repository.open(file.id());
        beginning.mustBePossible(file, wanted.type(), incoming, outgoing, open);
        beginning.mustShareWith(wanted, outgoing);
        Practitioner supervisor = beginning.supervisorOf(incoming, outgoing);
        open.stream().filter(signed -> !signed.step().beforeSignature() && signed.hinders(wanted.type(), incoming.id())
                && signed.movesResponsibility() == (wanted.type().gives() == Responsibility.RESPONSIBLE)).forEach(signed -> closeBehind(signed, by));
        Instant now = now();
        boolean possible = wanted.discussionPossible() && outgoing.isPresent() && wanted.type() != HandoverType.EMERGENCY_NO_HANDOVER;
        Handover handover = repository.saveAndFlush(new Handover(file.id(), wanted.type(), wanted.reasonCode(), outgoing.orElse(null),
                incoming.id(), supervisor.id(), by.id(), now, wanted.plannedFor(), possible).coveringUntil(wanted.coverUntil()));
        waits.begin(handover, by);
        waits.taken(handover, by);
        process.start(handover.id(), file.id(), handover.someoneHandsOver(), possible);
        return handover.id();
    }

    /** A signed handover whose last steps still wait does not hold up the next one: it is completed, and what was not done is said. */
    private void closeBehind(Handover signed, Practitioner by) {
        Instant now = now();
        String reason = "The next handover began before this step was done.";
        acts.add(signed.id(), new HandoverAct(ActStore.newId(), signed.step(), ActStore.LEFT_UNDONE, by.id(), null, null, reason, null, null, now));
        waits.overtaken(signed, by, reason);
        signed.end(EndKind.COMPLETED, reason, now);
        repository.saveAndFlush(signed);
        process.withdraw(signed.id());
    }

    /** Withdraws it before the signature; nothing that was read is lost. @throws Refusal after the signature, or when it has ended */
    @Transactional
    public void withdraw(UUID handoverId, String reason, Practitioner by) {
        Handover handover = lock.lock(handoverId);
        mayManage(handover, by);
        mustBeGiven(reason, "Say why the handover is withdrawn.");
        mustBeBeforeSignature(handover, "withdrawn");
        Instant now = now();
        acts.add(handoverId, new HandoverAct(ActStore.newId(), handover.step(), ActStore.WITHDRAWN, by.id(), null, null, reason.strip(), null, null, now));
        waits.overtaken(handover, by, "The handover was withdrawn.");
        handover.end(EndKind.WITHDRAWN, reason.strip(), now);
        repository.saveAndFlush(handover);
        process.withdraw(handoverId);
    }

    /**
     * Names another new worker before the signature. What the former one read stays that one's; the handover goes back to where the
     * new worker and the supervisor come in.
     */
    @Transactional
    public void reassign(UUID handoverId, String incoming, String reason, Practitioner by) {
        Handover handover = lock.lock(handoverId);
        mayManage(handover, by);
        mustBeGiven(reason, "Say why another worker takes over.");
        mustBeBeforeSignature(handover, "given to another worker");
        Practitioner worker = beginning.newWorker(incoming, handover.casefileId());
        Optional<UUID> outgoing = Optional.ofNullable(handover.outgoingId());
        if (worker.id().equals(handover.incomingId()) || outgoing.filter(worker.id()::equals).isPresent()) {
            throw new Refusal("Name somebody who is not part of this handover yet.", "same-worker");
        }
        if (!handover.movesResponsibility() && repository.open(handover.casefileId()).stream().anyMatch(other -> !other.id().equals(handoverId) && other.hinders(handover.type(), worker.id()))) {
            throw new Refusal("This worker is named in another handover of this case file. Name somebody else.", "same-worker");
        }
        Practitioner supervisor = beginning.supervisorOf(worker, outgoing);
        HandoverStep next = afterReassignment(handover, supervisor);
        Instant now = now();
        acts.add(handoverId, new HandoverAct(ActStore.newId(), handover.step(), ActStore.REASSIGNED, by.id(), null, null, reason.strip(), null, null, now));
        waits.overtaken(handover, by, "Another worker takes over.");
        handover.reassign(worker.id(), supervisor.id());
        handover.moveTo(next, now);
        waits.begin(handover, by);
        repository.saveAndFlush(handover);
        process.moveTo(handoverId, next);
    }

    private static HandoverStep afterReassignment(Handover handover, Practitioner supervisor) {
        if (handover.step() == HandoverStep.PREPARE_SUMMARY || !handover.someoneHandsOver()) {
            return handover.step() == HandoverStep.PREPARE_SUMMARY ? HandoverStep.PREPARE_SUMMARY : HandoverStep.PLAN_READING;
        }
        if (handover.step() == HandoverStep.DECIDE_ACCEPTANCE || !supervisor.id().equals(handover.supervisorId())) {
            return HandoverStep.DECIDE_ACCEPTANCE;
        }
        return handover.discussionPossible() ? HandoverStep.RECORD_DISCUSSION : HandoverStep.PLAN_READING;
    }

    /** Takes the waiting step over from the one whose step it is: a supervisor for the outgoing worker, a deputy for a supervisor. */
    @Transactional
    public void takeOver(UUID handoverId, Practitioner by) {
        Handover handover = lock.lock(handoverId);
        access.require(by, Right.SEE_HANDOVER, handover.casefileId(), "Took over a step of a handover");
        if (!duties.mayTakeOver(handover, by)) {
            throw new Refusal(handover.ended() ? "This handover has ended." : "This step cannot be taken over by you. It is with " + duties.doer(handover).name() + ".",
                    "not-your-step");
        }
        acts.add(handoverId, new HandoverAct(ActStore.newId(), handover.step(), ActStore.TAKEN_OVER, by.id(), null, null, null, null, null, now()));
        waits.givenTo(handover, by);
        process.giveTo(handoverId, by.username());
    }

    /** A named manager waives conditions of the readiness list, with the reason (practice-rules 2.2). */
    @Transactional
    public void waive(UUID handoverId, Collection<String> conditions, String reason, Practitioner by) {
        Handover handover = lock.lock(handoverId);
        access.require(by, Right.SEE_HANDOVER, handover.casefileId(), "Waived a condition of a handover");
        if (!duties.manages(handover, by)) {
            throw new Refusal("Only a manager of the outgoing or of the new worker waives a condition.", "not-a-manager");
        }
        List<Invalid.Fault> faults = new ArrayList<>();
        if (conditions.isEmpty() || conditions.stream().anyMatch(id -> !id.matches("[A-Z]{1,4}\\d{1,3}[a-z]?"))) {
            faults.add(new Invalid.Fault("condition", "Name the condition, such as H4."));
        }
        if (reason == null || reason.isBlank()) {
            faults.add(new Invalid.Fault("reason", "Say why this condition is waived."));
        }
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
        if (handover.ended() || handover.step().ordinal() > HandoverStep.DECIDE_ACCEPTANCE.ordinal()) {
            throw new Refusal("The handover has been accepted; there is nothing left to waive.", "too-late");
        }
        Instant now = now();
        conditions.forEach(condition -> waivers.add(handoverId, condition, by.id(), reason.strip(), now));
    }

    /** The new worker records which agencies were told, how and when; the duty to tell them is met then. */
    @Transactional
    public void agenciesTold(UUID handoverId, List<JsonNode> told, Practitioner by) {
        Handover handover = lock.lock(handoverId);
        access.require(by, Right.SEE_HANDOVER, handover.casefileId(), "Recorded which agencies were told");
        Gaps gaps = new Gaps();
        if (told.isEmpty()) {
            gaps.add("Name the agencies you told.", "#agencies");
        }
        for (int i = 0; i < told.size(); i++) {
            gaps.text(told.get(i), "agency", "Say which agency you told.", "#agency-" + i);
            gaps.text(told.get(i), "how", "Say how you told it.", "#agency-" + i + "-how");
            gaps.pastDay(told.get(i), "on", "Say on which day you told it.", clock);
        }
        gaps.refuse("It is not complete yet which agencies were told.");
        if (signOffs.agreedAt(handoverId).isEmpty() || !(by.id().equals(handover.incomingId()) || duties.manages(handover, by))) {
            throw new Refusal("The new worker tells the agencies once the handover is signed.", "not-your-step");
        }
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        told.forEach(content.withArray("told")::add);
        acts.add(handoverId, new HandoverAct(ActStore.newId(), HandoverStep.TELL_FAMILY, ActStore.AGENCIES_TOLD, by.id(), null, null, null, null,
                DraftText.checked(content), now()));
        waits.agenciesTold(handover, by);
    }

    /** The open handover that moves responsibility for a case file, else the first that shares the work. */
    @Transactional(readOnly = true)
    public Optional<UUID> openOf(UUID casefileId) {
        return repository.moving(casefileId).or(() -> repository.open(casefileId).stream().findFirst()).map(Handover::id);
    }

    private void mayManage(Handover handover, Practitioner by) {
        access.require(by, Right.SEE_HANDOVER, handover.casefileId(), "Changed a handover");
        if (!by.id().equals(handover.requestedBy()) && !duties.manages(handover, by)) {
            throw new Refusal("Only who asked for the handover, or a manager of one of the two workers, can do this.", "not-a-manager");
        }
    }

    private void mustBeBeforeSignature(Handover handover, String what) {
        if (handover.ended() || !handover.step().beforeSignature()) {
            throw new Refusal("This handover can no longer be " + what + ". " + waits.whyGone(handover, HandoverStep.SIGN_OFF)
                    .orElse("It has ended."), "too-late");
        }
    }

    private static void mustBeGiven(String reason, String ask) {
        if (reason == null || reason.isBlank()) {
            throw new Invalid(List.of(new Invalid.Fault("reason", ask)));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
