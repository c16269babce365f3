package org.throughline.handover;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal.Missing;
import org.throughline.workflow.Gaps;

/** The new worker tells the family who they are and hears what the family says (H11); who was not told is named with the reason. */
@Component
class FamilyToldAct implements StepAct {

    private final Clock clock;

    FamilyToldAct(Clock clock) {
        this.clock = clock;
    }

    @Override
    public HandoverStep step() {
        return HandoverStep.TELL_FAMILY;
    }

    @Override
    public List<Missing> missing(Doing doing) {
        return gaps(doing).missing();
    }

    @Override
    public Done perform(Doing doing) {
        gaps(doing).refuse("It is not complete yet whom you told. Fill in what is named here.");
        return Done.of("TOLD", HandoverStep.RECHECK, Map.of());
    }

    private Gaps gaps(Doing doing) {
        Gaps gaps = new Gaps();
        JsonNode told = doing.content().path("whom");
        JsonNode notTold = doing.content().path("notTold");
        if (told.isEmpty() && notTold.isEmpty()) {
            gaps.add("Name at least one person of the family whom you told, or whom you did not tell and why.", "#whom");
        }
        for (int i = 0; i < told.size(); i++) {
            JsonNode person = told.get(i);
            gaps.text(person, "name", "Say whom you told.", "#whom-" + i + "-name");
            gaps.text(person, "how", "Say how you told them.", "#whom-" + i + "-how");
            gaps.text(person, "whatTheySaid", "Write what they said, or that they said nothing.", "#whom-" + i + "-said");
            LocalDate on = Gaps.day(person.path("on").asText(""));
            if (on == null || on.isAfter(Gaps.today(clock))) {
                gaps.add("Say on which day you told them: today or an earlier day.", "#whom-" + i + "-on");
            }
        }
        for (int i = 0; i < notTold.size(); i++) {
            gaps.text(notTold.get(i), "name", "Say whom you did not tell.", "#not-told-" + i + "-name");
            gaps.text(notTold.get(i), "reason", "Say why you did not tell them.", "#not-told-" + i + "-reason");
        }
        return gaps;
    }
}
