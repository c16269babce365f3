package org.throughline.agreement;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal.Missing;
import org.throughline.workflow.Gaps;

/** The review: what came of each side's duties for the child, and then it ends, is renewed, is replaced by a plan, or was not kept. */
@Component
class ReviewAct implements AgreementAct {

    private static final String RENEW = "RENEW";
    private static final String NOT_KEPT = "NOT_KEPT";
    private static final String PLAN = "PLAN";
    private static final Set<String> AT_REVIEW = Set.of("END", RENEW, PLAN, NOT_KEPT);
    private static final Set<String> WHILE_RENEWED = Set.of("END", PLAN, NOT_KEPT);

    private final AgreementOpening opening;
    private final Breaches breaches;
    private final Clock clock;

    ReviewAct(AgreementOpening opening, Breaches breaches, Clock clock) {
        this.opening = opening;
        this.breaches = breaches;
        this.clock = clock;
    }

    @Override
    public Set<AgreementStep> steps() {
        return EnumSet.of(AgreementStep.REVIEW, AgreementStep.RENEW);
    }

    @Override
    public List<Missing> missing(Doing doing) {
        return gaps(doing).missing();
    }

    private Gaps gaps(Doing doing) {
        Gaps gaps = new Gaps();
        boolean renewed = doing.agreement().step() == AgreementStep.RENEW;
        String outcome = gaps.oneOf(doing.content(), "outcome", renewed ? WHILE_RENEWED : AT_REVIEW, renewed ? "Its renewal comes into force by its own steps. Choose only if it ends otherwise."
                : "Choose whether it ends, is renewed, is replaced by a plan, or was not kept.", "#outcome");
        if (NOT_KEPT.equals(outcome)) {
            Breach.of(doing.content(), doing.agreement(), gaps, clock);
            return gaps;
        }
        gaps.words(doing.content(), "came", "Write what came of what each side was to do, and what is different for the child.");
        gaps.words(doing.content(), "safe", "Write what keeps the child safe from now on.");
        if (RENEW.equals(outcome)) {
            gaps.words(doing.content(), "why", "Write why another agreement will do what this one did not.");
        } else if (PLAN.equals(outcome)) {
            gaps.words(doing.content(), "plan", "Say which plan takes its place, since when, and who has it.");
        }
        return gaps;
    }

    @Override
    public Done perform(Doing doing) {
        gaps(doing).refuse("The review is not complete. Put right what is named here.");
        Agreement agreement = doing.agreement();
        String outcome = doing.said("outcome");
        if (NOT_KEPT.equals(outcome)) {
            breaches.atItsReview(agreement, Breach.of(doing.content(), agreement, new Gaps(), clock), doing.actor(), doing.at());
            return Done.of(NOT_KEPT, AgreementStep.DECIDE_BREACH, doing.said("what"));
        }
        agreement.reviewed(doing.at());
        if (RENEW.equals(outcome)) {
            opening.mayActForTheAgency(agreement.casefileId(), doing.actor(), doing.at());
            opening.renewal(agreement, doing.actor(), doing.at());
            return Done.of(RENEW, AgreementStep.RENEW, doing.said("why"));
        }
        return PLAN.equals(outcome) ? Done.end(PLAN, AgreementEnd.REPLACED_BY_PLAN, doing.said("plan") + " " + doing.said("safe"))
                : Done.end("END", AgreementEnd.REVIEWED, doing.said("came") + " " + doing.said("safe"));
    }
}
