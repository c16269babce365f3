package org.throughline.agreement;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.throughline.casefile.ResponsibleNamed;
import org.throughline.meeting.MeetingCounted;
import org.throughline.obligation.LastInTheTransaction;
import org.throughline.obligation.ObligationEnded;
import org.throughline.obligation.ObligationReassigned;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.Gaps;

/** What happens elsewhere and an agreement follows: a meeting of the plan takes it up, the family gets another worker, its step is another person's, its file ends. */
@Component
class AgreementFollows {

    private static final List<AgreementStep> OWED = List.of(AgreementStep.DRAFT, AgreementStep.EXPLAIN, AgreementStep.ANSWER, AgreementStep.REVIEW, AgreementStep.RENEW,
            AgreementStep.ANSWER_LAPSE, AgreementStep.DECIDE_BREACH);

    private final AgreementRepository repository;
    private final AgreementEnding ending;
    private final AgreementWaits waits;
    private final AgreementPeople people;
    private final AgreementProcess process;
    private final Organisation organisation;
    private final Clock clock;

    AgreementFollows(AgreementRepository repository, AgreementEnding ending, AgreementWaits waits, AgreementPeople people, AgreementProcess process, Organisation organisation, Clock clock) {
        this.repository = repository;
        this.ending = ending;
        this.waits = waits;
        this.people = people;
        this.process = process;
        this.organisation = organisation;
        this.clock = clock;
    }

    /** Every agreement that somebody had agreed to before the meeting becomes part of the plan there. */
    @EventListener
    void counted(MeetingCounted meeting) {
        if (!meeting.ofThePlan()) {
            return;
        }
        Practitioner by = organisation.get(meeting.recordedBy());
        repository.findByCasefileIdAndEndedAtIsNullOrderByOpenedAt(meeting.casefileId()).stream().filter(Agreement::agreed).filter(agreement -> before(agreement, meeting))
                .forEach(agreement -> ending.elsewhere(agreement, AgreementEnd.ABSORBED, "The " + meeting.kind().inWords() + " of " + Gaps.inWords(meeting.heldOn()) + " has taken it into the plan.",
                        by, now()));
    }

    private static boolean before(Agreement agreement, MeetingCounted meeting) {
        return meeting.startedAt() != null ? agreement.inForceFrom().isBefore(meeting.startedAt()) : Gaps.localDay(agreement.inForceFrom()).isBefore(meeting.heldOn());
    }

    /** After everything else of the transaction: obligations are locked after authority. */
    @EventListener
    void named(ResponsibleNamed named) {
        LastInTheTransaction.run(() -> repository.findByCasefileIdAndEndedAtIsNullOrderByOpenedAt(named.casefile()).stream()
                .filter(agreement -> !agreement.workerId().equals(named.worker())).forEach(agreement -> {
                    agreement.worksOn(named.worker());
                    repository.saveAndFlush(agreement);
                    for (AgreementStep step : OWED) {
                        Practitioner worker = organisation.get(named.worker());
                        (step.doer() == AgreementStep.Doer.WORKER ? Optional.of(worker) : people.answersFor(worker.id())).ifPresent(person -> waits.pass(agreement, step, person));
                    }
                }));
    }

    @EventListener
    void reassigned(ObligationReassigned moved) {
        if (AgreementWaits.SUBJECT.equals(moved.subjectKind())) {
            repository.findById(moved.subjectId()).filter(agreement -> !agreement.ended() && moved.dedupeKey().equals(AgreementWaits.key(agreement.id(), agreement.step())))
                    .ifPresent(agreement -> process.giveTo(agreement.id(), organisation.get(moved.newOwner()).username()));
        }
    }

    /** Somebody ends what it asks in another lawful way, such as with the case file: it ends with it. */
    @EventListener
    void ended(ObligationEnded ended) {
        if (AgreementWaits.SUBJECT.equals(ended.subjectKind()) && "OVERTAKEN".equals(ended.endKind())) {
            repository.findById(ended.subjectId()).filter(agreement -> !agreement.ended())
                    .ifPresent(agreement -> ending.elsewhere(agreement, AgreementEnd.OVERTAKEN, ended.reason(), organisation.get(ended.by()), now()));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
