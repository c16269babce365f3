package org.throughline.agreement;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.notification.Notice;
import org.throughline.notification.NoticeKind;
import org.throughline.notification.Outbox;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.Gaps;

/**
 * The waiting step of an agreement is an obligation of whose step it is. The review stays owed while a manager decides on a breach or a lapse: what is
 * late there climbs on.
 */
@Component
class AgreementWaits {

    static final String SUBJECT = "AGREEMENT";

    private final Obligations obligations;
    private final Outbox outbox;
    private final AgreementRules rules;
    private final AgreementPeople people;
    private final AgreementStore store;
    private final WorkingCalendar calendar;
    private final Casefiles casefiles;
    private final Organisation organisation;
    private final Clock clock;

    AgreementWaits(Obligations obligations, Outbox outbox, AgreementRules rules, AgreementPeople people, AgreementStore store, WorkingCalendar calendar, Casefiles casefiles,
            Organisation organisation, Clock clock) {
        this.obligations = obligations;
        this.outbox = outbox;
        this.rules = rules;
        this.people = people;
        this.store = store;
        this.calendar = calendar;
        this.casefiles = casefiles;
        this.organisation = organisation;
        this.clock = clock;
    }

    static String key(UUID agreement, AgreementStep step) {
        return "agreement-step:" + agreement + ":" + step.taskKey();
    }

    /** The step at which the agreement now stands begins to wait. @param by who brought it here; null where time did */
    void begin(Agreement agreement, UUID by) {
        AgreementStep step = agreement.step();
        CasefileView file = casefiles.get(agreement.casefileId());
        Optional<Practitioner> doer = people.begins(agreement);
        AgreementRules.StepLimit limit = rules.limitOf(step);
        obligations.open(new NewObligation(key(agreement.id(), step), file.id(), SUBJECT, agreement.id(), limit.ruleId(), step.inWords(), doer.map(Practitioner::id).orElse(null),
                doer.map(Practitioner::agencyId).orElse(file.agencyId()), due(agreement, limit, file), DueUnit.WORKING_DAYS, false));
        doer.filter(person -> !person.id().equals(by)).ifPresent(person -> tell(agreement, person.id()));
    }

    /** What is counted back from the review date, and would be due before it begins, is due on that date. */
    private Instant due(Agreement agreement, AgreementRules.StepLimit limit, CasefileView file) {
        if (!limit.fromReviewDate() || agreement.reviewOn() == null) {
            return calendar.endOfDay(calendar.plusWorkingDays(calendar.day(agreement.stepSince()), Math.max(1, limit.days()), file.jurisdiction()));
        }
        LocalDate day = agreement.reviewOn();
        for (int back = 0; back < -limit.days();) {
            day = day.minusDays(1);
            back += calendar.isWorkingDay(day, file.jurisdiction()) ? 1 : 0;
        }
        Instant due = calendar.endOfDay(day);
        return due.isAfter(agreement.stepSince()) ? due : agreement.inForceUntil();
    }

    void tell(Agreement agreement, UUID person) {
        outbox.put(new Notice(key(agreement.id(), agreement.step()) + ":" + clock.instant() + ":" + person, person, NoticeKind.WAITS, false));
    }

    void done(Agreement agreement, AgreementStep step, UUID by) {
        obligations.met(key(agreement.id(), step), by);
    }

    /** It has ended: whatever it still asked of anybody ends with it. */
    void over(Agreement agreement, UUID by, String reason) {
        Arrays.stream(AgreementStep.values()).filter(step -> step.taskKey() != null).forEach(step -> obligations.overtaken(key(agreement.id(), step), by, reason));
    }

    /** The open obligation of the step at which the agreement stands. */
    Optional<ObligationView> open(Agreement agreement) {
        return agreement.ended() ? Optional.empty() : obligations.open(key(agreement.id(), agreement.step()));
    }

    /** The open obligation of another step of it. */
    Optional<ObligationView> open(Agreement agreement, AgreementStep step) {
        return obligations.open(key(agreement.id(), step));
    }

    /** What the agreements of a case file still ask of anybody, by key; asked once for all of them. */
    Map<String, ObligationView> openOf(UUID casefile) {
        return obligations.ofCasefile(casefile, false).stream().filter(owed -> owed.endedAt() == null && SUBJECT.equals(owed.subjectKind()))
                .collect(Collectors.toMap(ObligationView::dedupeKey, Function.identity()));
    }

    /** Whose step it is now; null where nobody holds it, or nothing waits. */
    UUID doer(Agreement agreement) {
        return open(agreement).map(ObligationView::ownerId).orElse(null);
    }

    /** Another person owes this step from now on. */
    void pass(Agreement agreement, AgreementStep step, Practitioner to) {
        obligations.passTo(key(agreement.id(), step), to.id(), to.agencyId());
    }

    /** The step may be late: the obligation says whether it is, and then its ladder begins. */
    void late(Agreement agreement) {
        open(agreement).ifPresent(obligation -> obligations.late(obligation.id()));
    }

    /** Why a step is no longer to be done, in a sentence; empty while it waits. */
    Optional<String> whyGone(Agreement agreement, AgreementStep step) {
        if (agreement.step() == step) {
            return Optional.empty();
        }
        Optional<AgreementStore.Act> done = store.lastDone(agreement.id(), step);
        if (agreement.ended() && done.filter(act -> act.at().equals(agreement.endedAt())).isEmpty()) {
            return Optional.of("This agreement has ended: " + agreement.endReason());
        }
        return done.map(act -> "Already done by " + organisation.get(act.by()).name() + " on " + Gaps.inWords(act.at()) + ".")
                .or(() -> Optional.of("This agreement now stands elsewhere: " + agreement.step().inWords() + "."));
    }
}
