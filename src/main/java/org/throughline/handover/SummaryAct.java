package org.throughline.handover;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal.Missing;
import org.throughline.workflow.Gaps;

/**
 * The transfer summary: fields HS1 to HS14 (practice-rules 2.3). The supervisor can write it "on what X told me, on (date)", or
 * declare it impossible with a reason.
 */
@Component
class SummaryAct implements StepAct {

    private final Readiness readiness;
    private final Clock clock;

    SummaryAct(Readiness readiness, Clock clock) {
        this.readiness = readiness;
        this.clock = clock;
    }

    @Override
    public HandoverStep step() {
        return HandoverStep.PREPARE_SUMMARY;
    }

    @Override
    public List<Missing> missing(Doing doing) {
        return gaps(doing).missing();
    }

    @Override
    public Done perform(Doing doing) {
        gaps(doing).refuse("The summary cannot be handed on yet. Fill in what is named here.");
        if (own(doing)) {
            return Done.of("PREPARED", HandoverStep.DECIDE_ACCEPTANCE, Map.of());
        }
        JsonNode impossible = doing.content().path("impossible").path("reason");
        if (!impossible.asText("").isBlank()) {
            return new Done("IMPOSSIBLE", HandoverStep.DECIDE_ACCEPTANCE, Map.of(), outgoing(doing), null, impossible.asText().strip(), null);
        }
        LocalDate toldOn = Gaps.day(doing.content().path("told").path("on").asText(""));
        return new Done("ON_BEHALF", HandoverStep.DECIDE_ACCEPTANCE, Map.of(), outgoing(doing), toldOn, null, null);
    }

    private static boolean own(Doing doing) {
        return doing.actor().id().equals(doing.handover().outgoingId());
    }

    private static UUID outgoing(Doing doing) {
        return doing.handover().outgoingId();
    }

    private Gaps gaps(Doing doing) {
        Gaps gaps = new Gaps();
        JsonNode content = doing.content();
        boolean impossible = !own(doing) && !content.path("impossible").path("reason").asText("").isBlank();
        if (impossible) {
            return gaps;
        }
        if (!own(doing)) {
            JsonNode told = content.path("told");
            gaps.text(told, "by", "Say who told you what is written here, or why a summary is impossible.", "#told-by");
            gaps.pastDay(told, "on", "Say on which day you were told.", clock);
        }
        for (SummaryField field : SummaryField.values()) {
            gaps.text(content, field.name(), field.ask());
        }
        readiness.of(doing.handover(), content).stream().filter(item -> item.confirmable() && !item.settled())
                .forEach(item -> gaps.add("Confirm, or ask your manager to waive: " + item.what() + ".", "#" + item.id()));
        return gaps;
    }
}
