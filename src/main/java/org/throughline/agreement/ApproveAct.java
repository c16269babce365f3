package org.throughline.agreement;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal.Missing;
import org.throughline.workflow.Gaps;

/**
 * The manager first, never the drafter (A5). What blocks by now can only go back; a third agreement on a risk needs a manager in person (A11). Where abuse is
 * suspected nothing is approved before the manager has read each party's copy: no program sees what a sentence gives away.
 */
@Component
class ApproveAct implements AgreementAct {

    private static final String APPROVED = "APPROVED";
    private static final Set<String> OUTCOMES = Set.of(APPROVED, "RETURNED");

    private final AgreementChecks checks;
    private final AgreementStore store;

    ApproveAct(AgreementChecks checks, AgreementStore store) {
        this.checks = checks;
        this.store = store;
    }

    @Override
    public Set<AgreementStep> steps() {
        return Set.of(AgreementStep.APPROVE);
    }

    @Override
    public List<Missing> missing(Doing doing) {
        return gaps(doing).missing();
    }

    private Gaps gaps(Doing doing) {
        Gaps gaps = new Gaps();
        String outcome = gaps.oneOf(doing.content(), "outcome", OUTCOMES, "Choose whether you approve it or send it back.", "#outcome");
        gaps.words(doing.content(), "words", "RETURNED".equals(outcome) ? "Write what has to change." : "Write in your own words why this agreement helps this child.");
        if (APPROVED.equals(outcome)) {
            Agreement agreement = doing.agreement();
            AgreementText text = AgreementText.of(store.text(agreement.id(), agreement.number()).orElseThrow().content());
            List<Check> now = checks.of(text, AgreementChecks.Asked.draft(agreement, doing.actor().id()));
            now.stream().filter(check -> check.blocks() || check.open()).forEach(check -> gaps.add("Send it back. " + check.inWords(), check.href()));
            if (text.apart() && !doing.content().path("copiesRead").asBoolean()) {
                gaps.add("Abuse is suspected. Read the copy of each party as that person will, and say that you have.", "#copiesRead");
            }
            if (now.stream().anyMatch(check -> "A11".equals(check.ruleId()) && !"A11-words".equals(check.key())) && !AgreementPeople.isManager(doing.actor())) {
                gaps.add("It is the third agreement or more on this risk. A manager approves it in person (A11).", "#outcome");
            }
        }
        return gaps;
    }

    @Override
    public Done perform(Doing doing) {
        gaps(doing).refuse("The agreement is not approved. Put right what is named here.");
        boolean approved = APPROVED.equals(doing.said("outcome"));
        store.approve(doing.agreement().id(), new AgreementStore.Approval(doing.agreement().number(), doing.said("outcome"), doing.said("words"), doing.actor().id(), doing.at()));
        return new Done(doing.said("outcome"), approved ? AgreementStep.EXPLAIN : AgreementStep.DRAFT, Map.of("approved", approved), doing.said("words"), null);
    }
}
