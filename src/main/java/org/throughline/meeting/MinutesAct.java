package org.throughline.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal.Missing;
import org.throughline.workflow.Gaps;

/** The minutes: a part for all who were asked, and parts that only those named may read. Each agency then reads and confirms. */
@Component
class MinutesAct implements MeetingAct {

    private final InviteeStore store;
    private final Minutes minutes;

    MinutesAct(InviteeStore store, Minutes minutes) {
        this.store = store;
        this.minutes = minutes;
    }

    @Override
    public MeetingStep step() {
        return MeetingStep.WRITE_MINUTES;
    }

    @Override
    public List<Missing> missing(Doing doing) {
        return gaps(doing).missing();
    }

    @Override
    public Done perform(Doing doing) {
        gaps(doing).refuse("The minutes are not complete yet. Fill in what is named here.");
        minutes.write(doing.meeting(), doing.content());
        return Done.of("WRITTEN", MeetingStep.CONFIRM_MINUTES);
    }

    private Gaps gaps(Doing doing) {
        Gaps gaps = new Gaps();
        gaps.words(doing.content(), "all", "Write the part that everybody who was asked may read.");
        Set<String> places = store.of(doing.meeting().id()).stream().filter(Invitee::invited).map(one -> one.id().toString()).collect(Collectors.toSet());
        JsonNode parts = doing.content().path("parts");
        for (int i = 0; i < parts.size(); i++) {
            gaps.text(parts.get(i), "heading", "Give this part a heading.", "#part-" + i);
            gaps.text(parts.get(i), "text", "Write this part, or leave it out.", "#part-" + i + "-text");
            JsonNode readers = parts.get(i).path("readers");
            boolean named = !readers.isEmpty();
            for (JsonNode reader : readers) {
                named &= places.contains(reader.asText());
            }
            if (!named) {
                gaps.add("Say who may read this part.", "#part-" + i + "-readers");
            }
        }
        return gaps;
    }
}
