package org.throughline.agreement;

import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal.Missing;
import org.throughline.workflow.Gaps;

/** The draft goes to the manager: complete, nothing that blocks, every warning answered (A1 to A4, A6 to A14). Needs authority on the file. */
@Component
class DraftAct implements AgreementAct {

    private final AgreementChecks checks;
    private final TextGaps textGaps;
    private final AgreementStore store;
    private final AgreementOpening opening;
    private final SameRisk sameRisk;

    DraftAct(AgreementChecks checks, TextGaps textGaps, AgreementStore store, AgreementOpening opening, SameRisk sameRisk) {
        this.checks = checks;
        this.textGaps = textGaps;
        this.store = store;
        this.opening = opening;
        this.sameRisk = sameRisk;
    }

    @Override
    public Set<AgreementStep> steps() {
        return Set.of(AgreementStep.DRAFT);
    }

    @Override
    public List<Missing> missing(Doing doing) {
        return gaps(doing).missing();
    }

    private Gaps gaps(Doing doing) {
        Gaps gaps = new Gaps();
        AgreementText text = AgreementText.of(doing.content());
        textGaps.collect(text, doing.content(), doing.agreement().casefileId(), checks(doing, text), gaps);
        sameRisk.other(doing.agreement(), text.risk().key()).ifPresent(other -> gaps.add(SameRisk.inWords(other, doing.at()), "/agreements/" + other.id()));
        return gaps;
    }

    private List<Check> checks(Doing doing, AgreementText text) {
        return checks.of(text, AgreementChecks.Asked.draft(doing.agreement(), doing.actor().id()));
    }

    @Override
    public Done perform(Doing doing) {
        opening.mayActForTheAgency(doing.agreement().casefileId(), doing.actor(), doing.at());
        gaps(doing).refuse("The agreement is not ready for the manager. Put right what is named here.");
        Agreement agreement = doing.agreement();
        AgreementText text = AgreementText.of(doing.content());
        int next = agreement.number() + 1;
        store.put(agreement.id(), new AgreementStore.Text(next, doing.content(), store.tree(checks(doing, text)), doing.actor().id(), doing.at()));
        agreement.putForward(next, text.risk().key());
        return Done.of("PUT_FORWARD", AgreementStep.APPROVE, null);
    }
}
