package org.throughline.agreement;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.casefile.Arrangements;
import org.throughline.workflow.Gaps;

/** The agreements of a family for the pages of others: at a glance, on the case file, before a meeting. Lapsed is lapsed on each. */
@Component
class AgreedNow implements Arrangements {

    private final AgreementRepository repository;

    AgreedNow(AgreementRepository repository) {
        this.repository = repository;
    }

    @Override
    public List<Arrangement> of(UUID casefileId, Instant at) {
        return repository.findByCasefileIdAndEndedAtIsNullOrderByOpenedAt(casefileId).stream().filter(Agreement::agreed).map(agreement -> {
            AgreementState state = agreement.stateAt(at);
            return new Arrangement(agreement.id(), RiskKind.about(agreement.riskKey()), state == AgreementState.LAPSED, state.inWords(), Gaps.localDay(agreement.inForceFrom()), agreement.reviewOn(),
                    agreement.step() == AgreementStep.DECIDE_BREACH);
        }).toList();
    }
}
