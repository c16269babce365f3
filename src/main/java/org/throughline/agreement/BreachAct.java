package org.throughline.agreement;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal.Missing;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.PersonView;
import org.throughline.meeting.MeetingKind;
import org.throughline.meeting.Meetings;
import org.throughline.obligation.Obligations;
import org.throughline.workflow.Gaps;

/**
 * The manager decides what follows where an agreement was not kept (A16): it goes on, is changed, or ends. The table may ask whether a strategy discussion
 * is needed; the manager says so, and nothing is decided by the machine. What rules call for beside goes its own way.
 */
@Component
class BreachAct implements AgreementAct {

    private static final String ENDS = "END";
    private static final String CHANGES = "CHANGE";
    private static final Set<String> OUTCOMES = Set.of("GOES_ON", CHANGES, ENDS);
    private static final Set<String> YES_NO = Set.of("YES", "NO");
    /** The rule by which the entry itself calls for the same decision. */
    private static final String RULE = "M12";

    private final AgreementRepository repository;
    private final AgreementRules rules;
    private final AgreementStore store;
    private final AgreementOpening opening;
    private final RiskRecord record;
    private final Casefiles casefiles;
    private final Meetings meetings;
    private final Obligations obligations;

    BreachAct(AgreementRepository repository, AgreementRules rules, AgreementStore store, AgreementOpening opening, RiskRecord record, Casefiles casefiles, Meetings meetings,
            Obligations obligations) {
        this.repository = repository;
        this.rules = rules;
        this.store = store;
        this.opening = opening;
        this.record = record;
        this.casefiles = casefiles;
        this.meetings = meetings;
        this.obligations = obligations;
    }

    @Override
    public Set<AgreementStep> steps() {
        return Set.of(AgreementStep.DECIDE_BREACH);
    }

    @Override
    public List<Missing> missing(Doing doing) {
        return gaps(doing).missing();
    }

    private Gaps gaps(Doing doing) {
        Gaps gaps = new Gaps();
        gaps.oneOf(doing.content(), "outcome", OUTCOMES, "Choose whether the agreement goes on, is changed, or ends.", "#outcome");
        gaps.words(doing.content(), "words", "Write what you decide for the child, and why.");
        gaps.words(doing.content(), "safe", "Write what keeps the child safe from today.");
        if (asksForStrategy(doing.agreement())) {
            gaps.oneOf(doing.content(), "strategy", YES_NO, "Say whether a strategy discussion is needed.", "#strategy");
            gaps.words(doing.content(), "strategyWhy", "Write why a strategy discussion is needed, or why not.");
        }
        return gaps;
    }

    /** Whether the table wants a strategy discussion considered, for these facts. */
    boolean asksForStrategy(Agreement agreement) {
        return rules.problems(CheckFacts.event().with("breached", true).with("serious", serious(agreement))).stream()
                .anyMatch(problem -> problem.result() == AgreementRules.Result.CONSIDER);
    }

    private boolean serious(Agreement agreement) {
        PersonView child = casefiles.childOf(agreement.casefileId());
        LocalDate today = record.today();
        boolean small = child.born() == null || child.born().isAfter(today.minusYears(1));
        AgreementText text = AgreementText.of(store.text(agreement.id(), agreement.number()).orElseThrow().content());
        boolean violence = text.apart() || text.risk().kind() == RiskKind.DOMESTIC_ABUSE || text.risk().kind() == RiskKind.PHYSICAL_HARM;
        return small || violence || record.onPlan(child.id());
    }

    @Override
    public Done perform(Doing doing) {
        gaps(doing).refuse("The decision is not complete. Put right what is named here.");
        Agreement agreement = doing.agreement();
        store.decided(agreement.id(), doing.at());
        if ("YES".equals(doing.said("strategy"))) {
            meetings.call(agreement.casefileId(), MeetingKind.STRATEGY, "An agreement was not kept. " + doing.said("strategyWhy"), doing.actor());
        }
        obligations.ofCasefile(agreement.casefileId(), false).stream().filter(owed -> owed.endedAt() == null && RULE.equals(owed.ruleId()) && !AgreementWaits.SUBJECT.equals(owed.subjectKind()))
                .forEach(owed -> obligations.met(owed.dedupeKey(), doing.actor().id()));
        if (ENDS.equals(doing.said("outcome"))) {
            return Done.end(ENDS, AgreementEnd.AFTER_BREACH, doing.said("words") + " " + doing.said("safe"));
        }
        boolean renewed = repository.findBySupersedesIdAndEndedAtIsNull(agreement.id()).isPresent();
        if (CHANGES.equals(doing.said("outcome")) && !renewed) {
            opening.renewal(agreement, doing.actor(), doing.at());
            renewed = true;
        }
        boolean question = agreement.stateAt(doing.at()) == AgreementState.LAPSED && agreement.lapseAnsweredAt() == null;
        return Done.of(doing.said("outcome"), question ? AgreementStep.ANSWER_LAPSE : renewed ? AgreementStep.RENEW : AgreementStep.REVIEW, doing.said("words"));
    }
}
