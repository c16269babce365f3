package org.throughline.handover;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal.Missing;
import org.throughline.workflow.Gaps;

/**
 * The outgoing worker marks the history as discussed: date, mode, length (HU4). The supervisor can record it on what that worker
 * told, or say that no discussion is possible after all; then the reading is supported (HE2).
 */
@Component
class DiscussionAct implements StepAct {

    static final String DISCUSSED = "DISCUSSED";

    private final ApplicationEventPublisher events;
    private final Clock clock;

    DiscussionAct(ApplicationEventPublisher events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    @Override
    public HandoverStep step() {
        return HandoverStep.RECORD_DISCUSSION;
    }

    @Override
    public List<Missing> missing(Doing doing) {
        return gaps(doing).missing();
    }

    @Override
    public Done perform(Doing doing) {
        gaps(doing).refuse("The discussion is not recorded yet. Fill in what is named here.");
        JsonNode content = doing.content();
        boolean own = doing.actor().id().equals(doing.handover().outgoingId());
        String impossible = impossible(content);
        if (!impossible.isEmpty()) {
            doing.handover().discussionTurnedOutImpossible();
            return new Done("NOT_POSSIBLE", HandoverStep.PLAN_READING, Map.of("discussionPossible", false),
                    own ? null : doing.handover().outgoingId(), null, impossible, null);
        }
        if (doing.handover().movesResponsibility()) {
            events.publishEvent(new HandoverDiscussed(doing.handover().casefileId(), Gaps.day(content.path("date").asText("")), doing.actor().id()));
        }
        return new Done(DISCUSSED, HandoverStep.READ_HISTORY, Map.of("discussionPossible", true), own ? null : doing.handover().outgoingId(),
                own ? null : Gaps.day(content.path("onBehalf").path("toldOn").asText("")), null, null);
    }

    private static String impossible(JsonNode content) {
        return content.path("notPossible").path("reason").asText("").strip();
    }

    private Gaps gaps(Doing doing) {
        Gaps gaps = new Gaps();
        JsonNode content = doing.content();
        if (!impossible(content).isEmpty()) {
            return gaps;
        }
        gaps.pastDay(content, "date", "Say on which day you talked.", clock);
        gaps.oneOf(content, "mode", Set.of("PHONE", "MEETING", "VISIT", "VIDEO"), "Say how you talked: by phone, in a meeting, on a visit, by video.");
        if (content.path("minutes").asInt(0) <= 0) {
            gaps.add("Say for how many minutes you talked.", "#minutes");
        }
        if (!content.path("discussed").asBoolean(false)) {
            gaps.add("Mark that the history was discussed, or say why no discussion is possible.", "#discussed");
        }
        gaps.text(content, "points", "Write what was talked about.");
        if (!doing.actor().id().equals(doing.handover().outgoingId())) {
            gaps.pastDay(content.path("onBehalf"), "toldOn", "Say on which day the outgoing worker told you this.", clock);
        }
        return gaps;
    }
}
