package org.throughline.handover;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal.Missing;
import org.throughline.workflow.Gaps;

/** The receiving manager accepts, once every condition is met or waived by name (H12), or declines with a reason. */
@Component
class AcceptanceAct implements StepAct {

    private static final String DECLINED = "DECLINED";

    private final Readiness readiness;
    private final ActStore acts;

    AcceptanceAct(Readiness readiness, ActStore acts) {
        this.readiness = readiness;
        this.acts = acts;
    }

    @Override
    public HandoverStep step() {
        return HandoverStep.DECIDE_ACCEPTANCE;
    }

    @Override
    public List<Missing> missing(Doing doing) {
        return gaps(doing).missing();
    }

    @Override
    public Done perform(Doing doing) {
        boolean declined = declined(doing.content());
        gaps(doing).refuse(declined ? "Say why you decline." : "The handover cannot be accepted yet. Each condition is met, or waived by a named manager with a reason.");
        if (declined) {
            String reason = doing.content().path("reason").asText().strip();
            return new Done(DECLINED, HandoverStep.ENDED, Map.of("accepted", false), null, null, reason, EndKind.DECLINED);
        }
        boolean possible = doing.handover().discussionPossible();
        return Done.of("ACCEPTED", possible ? HandoverStep.RECORD_DISCUSSION : HandoverStep.PLAN_READING,
                Map.of("accepted", true, "discussionPossible", possible));
    }

    private static boolean declined(JsonNode content) {
        return DECLINED.equals(content.path("outcome").asText(""));
    }

    private Gaps gaps(Doing doing) {
        Gaps gaps = new Gaps();
        gaps.oneOf(doing.content(), "outcome", Set.of("ACCEPTED", DECLINED), "Choose whether you accept or decline.");
        if (declined(doing.content())) {
            gaps.text(doing.content(), "reason", "Say why you decline, so that the sending team can put it right.");
            return gaps;
        }
        JsonNode summary = acts.lastDone(doing.handover().id(), HandoverStep.PREPARE_SUMMARY).map(HandoverAct::content).orElse(doing.content());
        readiness.of(doing.handover(), summary).stream().filter(item -> !item.settled())
                .forEach(item -> gaps.add(item.id() + " " + item.what() + ": " + item.detail(), "#" + item.id()));
        return gaps;
    }
}
