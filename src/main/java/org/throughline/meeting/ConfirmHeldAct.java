package org.throughline.meeting;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal.Missing;
import org.throughline.workflow.Gaps;

/** Two who were there, of two other agencies, confirm one after the other that the meeting was held; one "no" and it is convened (domain 6). */
@Component
class ConfirmHeldAct implements MeetingAct {

    @Override
    public MeetingStep step() {
        return MeetingStep.CONFIRM_HELD;
    }

    @Override
    public List<Missing> missing(Doing doing) {
        return gaps(doing).missing();
    }

    @Override
    public Done perform(Doing doing) {
        gaps(doing).refuse("Nothing is confirmed yet. Fill in what is named here.");
        Meeting meeting = doing.meeting();
        if (!"WAS_HELD".equals(doing.content().path("outcome").asText())) {
            meeting.notHeld();
            return new Done("NOT_HELD", MeetingStep.CONVENE, Map.of("held", "NO"), doing.content().path("words").asText().strip(), null);
        }
        return meeting.saidHeld().confirmed() ? Done.of("WAS_HELD", MeetingStep.HOLD, "held", "BOTH") : Done.of("WAS_HELD", MeetingStep.CONFIRM_HELD, "held", "ONE");
    }

    private static Gaps gaps(Doing doing) {
        Gaps gaps = new Gaps();
        String outcome = gaps.oneOf(doing.content(), "outcome", Set.of("WAS_HELD", "NOT_HELD"), "Choose: I was there and it was held, or it was not.");
        if ("NOT_HELD".equals(outcome)) {
            gaps.text(doing.content(), "words", "Say what you know of it.");
        }
        return gaps;
    }
}
