package org.throughline.agreement;

import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal.Missing;
import org.throughline.workflow.Gaps;

/** The supervisor's answer where an agreement has run out without review: what keeps the child safe until it is reviewed (A15). It prolongs nothing. */
@Component
class LapseAct implements AgreementAct {

    private final AgreementRepository repository;

    LapseAct(AgreementRepository repository) {
        this.repository = repository;
    }

    @Override
    public Set<AgreementStep> steps() {
        return Set.of(AgreementStep.ANSWER_LAPSE);
    }

    @Override
    public List<Missing> missing(Doing doing) {
        return gaps(doing).missing();
    }

    private static Gaps gaps(Doing doing) {
        Gaps gaps = new Gaps();
        gaps.words(doing.content(), "safe", "What keeps the child safe until it is reviewed? Write who does what from today.");
        return gaps;
    }

    @Override
    public Done perform(Doing doing) {
        gaps(doing).refuse("Nothing that was agreed holds any more. Answer the question.");
        doing.agreement().lapseAnswered(doing.at());
        boolean renewed = repository.findBySupersedesIdAndEndedAtIsNull(doing.agreement().id()).isPresent();
        return Done.of("ANSWERED", renewed ? AgreementStep.RENEW : AgreementStep.REVIEW, doing.said("safe"));
    }
}
