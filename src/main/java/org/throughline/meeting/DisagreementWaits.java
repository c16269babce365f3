package org.throughline.meeting;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.notification.Notice;
import org.throughline.notification.NoticeKind;
import org.throughline.notification.Outbox;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Practitioner;

/** The waiting step of a disagreement is an obligation: it opens with the step and ends with it; and who has it next. */
@Component
class DisagreementWaits {

    static final String SUBJECT = "DISAGREEMENT";

    private final DisagreementStore store;
    private final DisagreementPeople people;
    private final DisagreementRules rules;
    private final Obligations obligations;
    private final Outbox outbox;
    private final WorkingCalendar calendar;
    private final Casefiles casefiles;
    private final DisagreementLinks links;

    DisagreementWaits(DisagreementStore store, DisagreementPeople people, DisagreementRules rules, Obligations obligations, Outbox outbox,
            WorkingCalendar calendar, Casefiles casefiles, DisagreementLinks links) {
        this.store = store;
        this.people = people;
        this.rules = rules;
        this.obligations = obligations;
        this.outbox = outbox;
        this.calendar = calendar;
        this.casefiles = casefiles;
        this.links = links;
    }

    /** Who has which step next, not yet written. */
    record Next(DisagreementLevel level, DisagreementStep step, Practitioner doer) {

        boolean dayToBeNamed() {
            return step == DisagreementStep.SET_DATE;
        }
    }

    /** The answer of this level; where it has no number, first the day of it. */
    Next answerAt(DisagreementLevel level, Practitioner doer) {
        return new Next(level, rules.limitOf(level.name()).dayToBeNamed() ? DisagreementStep.SET_DATE : DisagreementStep.ANSWER, doer);
    }

    /** The next level that somebody holds; each that nobody holds leaves a line. Empty above the partnership. */
    Optional<Next> above(Disagreement from, Instant now) {
        Set<UUID> before = asked(from);
        Optional<DisagreementLevel> level = from.level().above();
        while (level.isPresent()) {
            DisagreementPeople.Held held = people.at(level.get(), from, before, now);
            if (held.person() != null) {
                return Optional.of(answerAt(level.get(), held.person()));
            }
            store.act(from.id(), new DisagreementAct(from.turn(), level.get(), DisagreementStep.ANSWER, "PASSED", null, null, held.said(), null, now));
            if (level.get().above().isEmpty()) {
                return Optional.of(answerAt(level.get(), people.lastResort(from, before, now)));
            }
            level = level.get().above();
        }
        return Optional.empty();
    }

    private Set<UUID> asked(Disagreement about) {
        Set<UUID> asked = new HashSet<>();
        store.acts(about.id()).stream().filter(act -> act.step() == DisagreementStep.ANSWER && act.asked() != null).forEach(act -> asked.add(act.asked()));
        if (about.step() == DisagreementStep.ANSWER || about.step() == DisagreementStep.SET_DATE) {
            asked.add(about.doerId());
        }
        return asked;
    }

    /** The disagreement goes on to its next step: who has it owes it and hears of it. */
    Disagreement move(Disagreement from, Next next, java.time.LocalDate day, Instant now) {
        Disagreement to = from.at(next.level(), next.step(), next.doer().id(), day, now);
        store.moved(to);
        owe(to, next.doer(), now);
        if (to.step() == DisagreementStep.DECIDE) {
            links.answered(to, next.doer());
        }
        return to;
    }

    /** Opens what the waiting step owes. */
    void owe(Disagreement waiting, Practitioner doer, Instant now) {
        CasefileView file = casefiles.get(waiting.casefileId());
        DisagreementRules.StepLimit limit = rules.limitOf(waiting.step() == DisagreementStep.ANSWER ? waiting.level().name() : waiting.step().name());
        Instant due = waiting.dateSet() != null && waiting.step() == DisagreementStep.ANSWER ? calendar.endOfDay(waiting.dateSet())
                : calendar.due(now, limit.limit(), file.jurisdiction());
        obligations.open(new NewObligation(waiting.waitKey(), file.id(), SUBJECT, waiting.id(), limit.ruleId(), waiting.step().inWords(), owner(waiting, doer), doer.agencyId(),
                due, limit.limit().unit(), limit.urgent()));
        outbox.put(new Notice(waiting.waitKey() + ":" + doer.id(), doer.id(), NoticeKind.WAITS, limit.urgent()));
    }

    /** Who cannot sign in acts by link; what is owed is with who answers for them, so that it climbs in their agency. */
    private UUID owner(Disagreement waiting, Practitioner doer) {
        return doer.canLogIn() ? doer.id() : people.answersFor(doer.id(), waiting).map(Practitioner::id).orElse(null);
    }

    /** Whoever is disagreed with says at once that they have read it (E1). */
    void oweAcknowledgement(Disagreement made, Practitioner by, Instant now) {
        DisagreementRules.StepLimit limit = rules.limitOf(DisagreementRules.ACKNOWLEDGE);
        CasefileView file = casefiles.get(made.casefileId());
        obligations.open(new NewObligation(Disagreement.acknowledgeKey(made.id()), file.id(), SUBJECT, made.id(), limit.ruleId(),
                "Say that you have read that somebody does not agree", by.id(), by.agencyId(), calendar.due(now, limit.limit(), file.jurisdiction()), limit.limit().unit(), limit.urgent()));
    }

    void done(Disagreement left, UUID by) {
        obligations.met(left.waitKey(), by);
    }

    void overtaken(Disagreement left, UUID by, String reason) {
        obligations.overtaken(left.waitKey(), by, reason);
    }

    /** The open obligation of the waiting step. */
    Optional<ObligationView> open(Disagreement waiting) {
        return waiting.ended() ? Optional.empty() : obligations.open(waiting.waitKey());
    }

    /** The ladder of the waiting step begins, if it is late. */
    void late(ObligationView owed) {
        obligations.late(owed.id());
    }

    void acknowledged(UUID id, UUID by) {
        obligations.met(Disagreement.acknowledgeKey(id), by);
    }

    void acknowledgementOvertaken(UUID id, UUID by, String reason) {
        obligations.overtaken(Disagreement.acknowledgeKey(id), by, reason);
    }

    boolean acknowledgementOpen(UUID id) {
        return obligations.open(Disagreement.acknowledgeKey(id)).isPresent();
    }
}
