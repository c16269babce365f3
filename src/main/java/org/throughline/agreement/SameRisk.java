package org.throughline.agreement;

import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.throughline.workflow.Gaps;

/** Never two on the same risk: what is in force, or lapsed and not reviewed, is reviewed or renewed first. */
@Component
class SameRisk {

    private final AgreementRepository repository;

    SameRisk(AgreementRepository repository) {
        this.repository = repository;
    }

    /** Another agreement on this risk that nobody has ended, but the one that this renews. */
    Optional<Agreement> other(Agreement agreement, String risk) {
        return repository.findByCasefileIdAndEndedAtIsNullOrderByOpenedAt(agreement.casefileId()).stream()
                .filter(one -> one.agreed() && !one.id().equals(agreement.id()) && !one.id().equals(agreement.supersedesId()) && one.riskKey().equals(risk)).findFirst();
    }

    static String inWords(Agreement other, Instant at) {
        boolean holds = other.stateAt(at) == AgreementState.IN_FORCE;
        return "There is an agreement on this risk already, " + (holds ? "in force until " : "lapsed since ") + Gaps.inWords(other.reviewOn()) + ". Review that one, and renew it if it should go on.";
    }
}
