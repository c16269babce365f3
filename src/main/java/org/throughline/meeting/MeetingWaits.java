package org.throughline.meeting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.notification.Notice;
import org.throughline.notification.NoticeKind;
import org.throughline.notification.Outbox;
import org.throughline.obligation.DueMoves;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.Gaps;

/** The waiting step of a meeting is an obligation of whose step it is: it opens with the step and ends with it. */
@Component
class MeetingWaits {

    static final String SUBJECT = "MEETING";
    private static final String BEGINS = "meeting-step:";

    private final Obligations obligations;
    private final DueMoves dueMoves;
    private final Outbox outbox;
    private final DeciderLinks deciders;
    private final MeetingTerms terms;
    private final MeetingPeople people;
    private final WorkingCalendar calendar;
    private final Casefiles casefiles;
    private final Organisation organisation;
    private final MeetingStore store;
    private final Clock clock;

    MeetingWaits(Obligations obligations, DueMoves dueMoves, Outbox outbox, DeciderLinks deciders, MeetingTerms terms, MeetingPeople people, WorkingCalendar calendar, Casefiles casefiles, Organisation organisation,
            MeetingStore store, Clock clock) {
        this.obligations = obligations;
        this.dueMoves = dueMoves;
        this.outbox = outbox;
        this.deciders = deciders;
        this.terms = terms;
        this.people = people;
        this.calendar = calendar;
        this.casefiles = casefiles;
        this.organisation = organisation;
        this.store = store;
        this.clock = clock;
    }

    static String key(UUID meeting, MeetingStep step) {
        return BEGINS + meeting + ":" + step.taskKey();
    }

    /** The step at which the meeting now stands begins to wait. @param by who brought it here; null where a rule did */
    void begin(Meeting meeting, UUID by) {
        MeetingStep step = meeting.step();
        CasefileView file = casefiles.get(meeting.casefileId());
        Optional<Practitioner> doer = people.begins(meeting);
        Optional<ObligationView> duty = duty(meeting);
        MeetingTerms.StepLimit limit = terms.limitOf(step, meeting.kind());
        obligations.open(new NewObligation(key(meeting.id(), step), file.id(), SUBJECT, meeting.id(), limit.ruleId(), step.inWords(), doer.map(Practitioner::id).orElse(null),
                doer.map(Practitioner::agencyId).or(() -> duty.map(ObligationView::agencyId)).orElse(file.agencyId()), due(meeting, limit, duty, file), DueMoments.shown(limit.unit()),
                duty.map(ObligationView::urgent).orElse(false)));
        doer.filter(person -> !person.id().equals(by)).ifPresent(person -> tell(meeting, person, duty.map(ObligationView::urgent).orElse(false)));
    }

    /** Never later than the meeting itself must be held, as long as the step leads there; what comes before it is due when it begins at the latest. */
    private Instant due(Meeting meeting, MeetingTerms.StepLimit limit, Optional<ObligationView> duty, CasefileView file) {
        boolean fromMeeting = limit.fromMeeting() && (meeting.startsAt() != null || meeting.heldOn() != null);
        LocalDate from = LocalDate.ofInstant(meeting.stepSince(), calendar.zone());
        if (fromMeeting) {
            from = meeting.heldOn() != null ? meeting.heldOn() : LocalDate.ofInstant(meeting.startsAt(), calendar.zone());
        }
        Instant due = switch (limit.unit()) {
            case WORKING_DAYS -> calendar.endOfDay(workingDays(from, limit.amount(), file.jurisdiction()));
            case HOURS -> (fromMeeting && meeting.startsAt() != null ? meeting.startsAt() : meeting.stepSince()).plus(Duration.ofHours(limit.amount()));
            case CALENDAR_DAYS -> calendar.endOfDay(from.plusDays(limit.amount()));
            case MONTHS -> calendar.endOfDay(from.plusMonths(limit.amount()));
        };
        if (meeting.step() == MeetingStep.PREPARE && meeting.startsAt() != null && (due.isAfter(meeting.startsAt()) || due.isBefore(meeting.stepSince()))) {
            return meeting.startsAt();
        }
        boolean leadsThere = meeting.step() == MeetingStep.CONVENE && meeting.timesInquorate() == 0;
        return leadsThere ? duty.map(ObligationView::dueAt).filter(held -> held.isBefore(due)).orElse(due) : due;
    }

    private LocalDate workingDays(LocalDate from, int amount, String jurisdiction) {
        if (amount >= 0) {
            return calendar.plusWorkingDays(from, amount, jurisdiction);
        }
        LocalDate day = from;
        for (int back = 0; back < -amount;) {
            day = day.minusDays(1);
            back += calendar.isWorkingDay(day, jurisdiction) ? 1 : 0;
        }
        return day;
    }

    /** What called for the meeting, as long as it is owed. */
    Optional<ObligationView> duty(Meeting meeting) {
        return Optional.ofNullable(meeting.obligationId()).map(obligations::get).filter(duty -> duty.endedAt() == null);
    }

    /** Where an entry behind it was corrected: it stands all the same, says who leads it. */
    void stands(Meeting meeting, UUID by) {
        if (meeting.obligationId() != null) {
            obligations.met(CorrectedCauses.key(meeting.obligationId()), by);
        }
    }

    /** Whether it is asked if it must still be held, and convening it cannot say so any more. */
    boolean mayStand(Meeting meeting) {
        return !meeting.ended() && meeting.step() != MeetingStep.CONVENE && meeting.step() != MeetingStep.DECIDE_NOT_CONVENING && meeting.obligationId() != null
                && obligations.open(CorrectedCauses.key(meeting.obligationId())).isPresent();
    }

    private void tell(Meeting meeting, Practitioner person, boolean urgent) {
        if (person.canLogIn()) {
            tell(meeting, person.id(), urgent);
        } else {
            deciders.ask(meeting, person.id());
        }
    }

    void tell(Meeting meeting, UUID person, boolean urgent) {
        outbox.put(new Notice(key(meeting.id(), meeting.step()) + ":" + clock.instant() + ":" + person, person, NoticeKind.WAITS, urgent));
    }

    void done(Meeting meeting, UUID by) {
        obligations.met(key(meeting.id(), meeting.step()), by);
    }

    void overtaken(Meeting meeting, UUID by, String reason) {
        obligations.overtaken(key(meeting.id(), meeting.step()), by, reason);
    }

    /** The open obligation of the step at which the meeting stands. */
    Optional<ObligationView> open(Meeting meeting) {
        return meeting.ended() ? Optional.empty() : obligations.open(key(meeting.id(), meeting.step()));
    }

    /** Whose step it is now; null where nobody holds it, or nothing waits. */
    UUID doer(Meeting meeting) {
        return open(meeting).map(ObligationView::ownerId).orElse(null);
    }

    /** The date of the meeting has moved, and with it the moment of the step that waits. */
    void moved(Meeting meeting, UUID by, String reason) {
        CasefileView file = casefiles.get(meeting.casefileId());
        dueMoves.move(key(meeting.id(), meeting.step()), due(meeting, terms.limitOf(meeting.step(), meeting.kind()), duty(meeting), file), by, reason);
    }

    void givenTo(Meeting meeting, UUID person) {
        obligations.reassign(key(meeting.id(), meeting.step()), person);
        tell(meeting, person, false);
    }

    /** The step may be late: the obligation says whether it is, and then its ladder begins. */
    void late(Meeting meeting) {
        open(meeting).ifPresent(obligation -> obligations.late(obligation.id()));
    }

    /** Why a step is no longer to be done, in a sentence; empty while it waits. */
    Optional<String> whyGone(Meeting meeting, MeetingStep step) {
        if (meeting.endKind() == MeetingEnd.OVERTAKEN) {
            return Optional.of("This meeting no longer has to be held: " + meeting.endReason());
        }
        if (meeting.step() == step) {
            return Optional.empty();
        }
        return store.lastDone(meeting.id(), step).map(act -> "Already done by " + organisation.get(act.by()).name() + " on " + Gaps.inWords(act.at()) + ".");
    }
}
