package org.throughline.handover;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal.Missing;
import org.throughline.workflow.Gaps;

/** Where nobody can discuss the history, the supervisor helps with the reading: when, with whom, how (HE2, review rec 9). */
@Component
class ReadingPlanAct implements StepAct {

    private final Clock clock;

    ReadingPlanAct(Clock clock) {
        this.clock = clock;
    }

    @Override
    public HandoverStep step() {
        return HandoverStep.PLAN_READING;
    }

    @Override
    public List<Missing> missing(Doing doing) {
        return gaps(doing).missing();
    }

    @Override
    public Done perform(Doing doing) {
        gaps(doing).refuse("The supported reading is not planned yet. Fill in what is named here.");
        return Done.of("PLANNED", HandoverStep.READ_HISTORY, Map.of());
    }

    private Gaps gaps(Doing doing) {
        Gaps gaps = new Gaps();
        LocalDate when = Gaps.day(doing.content().path("when").asText(""));
        if (when == null || when.isBefore(Gaps.today(clock))) {
            gaps.add("Say when you will read together: today or a later day.", "#when");
        }
        gaps.text(doing.content(), "with", "Say who helps with the reading.");
        gaps.text(doing.content(), "how", "Say how the reading is supported.");
        gaps.text(doing.content(), "why", "Say why no discussion with the outgoing worker is possible.");
        return gaps;
    }
}
