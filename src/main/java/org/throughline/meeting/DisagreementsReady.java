package org.throughline.meeting;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.handover.ReadinessCheck;
import org.throughline.organisation.Organisation;
import org.throughline.workflow.Gaps;

/**
 * A family is not handed over in the middle of a professional disagreement unless a manager, by name, says why (practice-rules 1.6, HB2): whoever takes
 * over has to know that there is one. What it says is for those who take part.
 */
@Component
class DisagreementsReady implements ReadinessCheck {

    private final DisagreementStore store;
    private final Organisation organisation;

    DisagreementsReady(DisagreementStore store, Organisation organisation) {
        this.store = store;
        this.organisation = organisation;
    }

    @Override
    public List<Obstacle> obstacles(UUID casefileId, Instant at) {
        List<String> open = store.of(casefileId).stream().filter(one -> !one.ended()).map(this::inWords).toList();
        return open.isEmpty() ? List.of() : List.of(new Obstacle("E1", "No professional disagreement about this child is open",
                String.join(" ", open) + " Let it be answered, or tell who takes over, and waive this by name and with the reason."));
    }

    private String inWords(Disagreement one) {
        return "One about " + one.subject().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", written on " + Gaps.inWords(Gaps.localDay(one.raisedAt())) + ", waits at the level of the "
                + one.level().inWords() + (one.doerId() == null ? "." : " for " + organisation.get(one.doerId()).name() + ".");
    }
}
