package org.throughline.handover;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal.Missing;
import org.throughline.workflow.Gaps;

/** The supervisor looks again in first supervision, ten working days after the sign-off (HU5). */
@Component
class RecheckAct implements StepAct {

    private final Clock clock;

    RecheckAct(Clock clock) {
        this.clock = clock;
    }

    @Override
    public HandoverStep step() {
        return HandoverStep.RECHECK;
    }

    @Override
    public List<Missing> missing(Doing doing) {
        return gaps(doing).missing();
    }

    @Override
    public Done perform(Doing doing) {
        gaps(doing).refuse("The re-check is not complete yet. Fill in what is named here.");
        return new Done("CHECKED", HandoverStep.ENDED, Map.of(), null, null, null, EndKind.COMPLETED);
    }

    private Gaps gaps(Doing doing) {
        Gaps gaps = new Gaps();
        gaps.pastDay(doing.content(), "on", "Say on which day you talked in supervision.", clock);
        gaps.text(doing.content(), "outcome", "Say what came out of it.");
        gaps.text(doing.content(), "notes", "Write what you asked and what you heard.");
        return gaps;
    }
}
