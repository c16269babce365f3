package org.throughline.handover;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Responsibility;
import org.throughline.notification.Notice;
import org.throughline.notification.NoticeKind;
import org.throughline.notification.Outbox;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.reading.Readings;

/** The waiting step of a handover is an obligation (X9): it opens with the step and ends with it. */
@Component
class Waits {

    private final Obligations obligations;
    private final Outbox outbox;
    private final HandoverRules rules;
    private final WorkingCalendar calendar;
    private final Casefiles casefiles;
    private final Organisation organisation;
    private final Readings readings;
    private final SignOffStore signOffs;
    private final RestrictedEntries restricted;
    private final Duties duties;
    private final ActStore acts;

    Waits(Obligations obligations, Outbox outbox, HandoverRules rules, WorkingCalendar calendar, Casefiles casefiles, Organisation organisation,
          Readings readings, SignOffStore signOffs, RestrictedEntries restricted, Duties duties, ActStore acts) {
        this.obligations = obligations;
        this.outbox = outbox;
        this.rules = rules;
        this.calendar = calendar;
        this.casefiles = casefiles;
        this.organisation = organisation;
        this.readings = readings;
        this.signOffs = signOffs;
        this.restricted = restricted;
        this.duties = duties;
        this.acts = acts;
    }

    static String key(UUID handover, HandoverStep step) {
        return "handover:" + handover + ":" + step.taskKey();
    }

    /** The step at which the handover now stands begins to wait; the reading begins with its list. */
    void begin(Handover handover, Practitioner by) {
        HandoverStep step = handover.step();
        if (step == HandoverStep.ENDED) {
            return;
        }
        if (step == HandoverStep.READ_HISTORY) {
            handover.reads(readings.begin(handover.casefileId(), handover.incomingId()));
            restricted.askHolders(handover.casefileId(), handover.incomingId());
        }
        CasefileView file = casefiles.get(handover.casefileId());
        HandoverRules.StepLimit limit = rules.limitOf(step);
        Instant from = limit.fromSignOff() ? signOffs.agreedAt(handover.id()).orElse(handover.stepSince()) : handover.stepSince();
        Practitioner doer = duties.doer(handover);
        obligations.open(new NewObligation(key(handover.id(), step), file.id(), "HANDOVER", handover.id(), limit.ruleId(), step.inWords(), doer.id(),
                doer.agencyId(), calendar.due(from, limit.limit(), file.jurisdiction()), limit.limit().unit(), false));
        if (!doer.id().equals(by.id())) {
            tell(handover, doer);
        }
    }

    /** With the daily mail: whoever takes the step over or is given it hears of it too. */
    private void tell(Handover handover, Practitioner doer) {
        outbox.put(new Notice(key(handover.id(), handover.step()) + ":" + handover.stepSince() + ":" + doer.id(), doer.id(), NoticeKind.WAITS, false));
    }

    /** Where its worker leaves: the family has a next worker now. */
    void taken(Handover handover, Practitioner by) {
        if (handover.outgoingId() != null && handover.type().gives() == Responsibility.RESPONSIBLE) {
            obligations.met(Leaving.key(handover.outgoingId(), handover.casefileId()), by.id());
        }
    }

    void done(Handover handover, Practitioner by) {
        obligations.met(key(handover.id(), handover.step()), by.id());
    }

    void overtaken(Handover handover, Practitioner by, String reason) {
        obligations.overtaken(key(handover.id(), handover.step()), by.id(), reason);
    }

    void givenTo(Handover handover, Practitioner to) {
        obligations.reassign(key(handover.id(), handover.step()), to.id());
        tell(handover, to);
    }

    void agenciesTold(Handover handover, Practitioner by) {
        obligations.met(ResponsibilityMove.agenciesKey(handover.id()), by.id());
    }

    /** The open obligation of the step at which the handover stands. */
    Optional<ObligationView> open(Handover handover) {
        return handover.step() == HandoverStep.ENDED ? Optional.empty() : obligations.open(key(handover.id(), handover.step()));
    }

    /** The step may be late: the obligation says whether it is, and then its ladder begins. */
    void late(Handover handover) {
        open(handover).ifPresent(obligation -> obligations.late(obligation.id()));
    }

    /** Why a step is no longer to be done, in a sentence; empty while it waits. */
    Optional<String> whyGone(Handover handover, HandoverStep step) {
        if (handover.endKind() == EndKind.WITHDRAWN) {
            return acts.last(handover.id(), ActStore.WITHDRAWN)
                    .map(act -> "The handover was withdrawn by " + byAndWhen(act) + ": " + act.reason());
        }
        if (handover.step() == step) {
            return Optional.empty();
        }
        return acts.lastDone(handover.id(), step).map(act -> (step == HandoverStep.SIGN_OFF ? "Already signed by " : "Already done by ") + byAndWhen(act) + ".");
    }

    private String byAndWhen(HandoverAct act) {
        return organisation.get(act.by()).name() + " on " + Moments.inWords(act.at());
    }
}
