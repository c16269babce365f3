package org.throughline.meeting;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.access.Refusal.Missing;
import org.throughline.organisation.Organisation;
import org.throughline.workflow.Gaps;

/** Not quorate a second time: a senior says whether the meeting counts as it was, or gets one more date (domain 6). */
@Component
class SeniorAct implements MeetingAct {

    private final MeetingStore store;
    private final HeldMeeting held;
    private final NewDates dates;
    private final Organisation organisation;

    SeniorAct(MeetingStore store, HeldMeeting held, NewDates dates, Organisation organisation) {
        this.store = store;
        this.held = held;
        this.dates = dates;
        this.organisation = organisation;
    }

    @Override
    public MeetingStep step() {
        return MeetingStep.DECIDE_INQUORATE;
    }

    @Override
    public List<Missing> missing(Doing doing) {
        Gaps gaps = new Gaps();
        read(doing, gaps);
        return gaps.missing();
    }

    @Override
    public Done perform(Doing doing) {
        Gaps gaps = new Gaps();
        Instant start = read(doing, gaps);
        gaps.refuse("Nothing is decided yet. Fill in what is named here.");
        Meeting meeting = doing.meeting();
        if (doing.actor().id().equals(meeting.chairId())) {
            throw new Refusal("You chaired the meeting, so somebody else decides whether it counts. Ask the next level.", "wrong-person");
        }
        String words = doing.content().path("words").asText().strip();
        if ("GO_ON".equals(doing.content().path("outcome").asText())) {
            MeetingStore.Act record = store.lastDone(meeting.id(), MeetingStep.HOLD).orElseThrow();
            held.counts(meeting, organisation.get(record.by()), record.content(), Gaps.day(record.content().path("heldOn").asText()), doing.at());
            return new Done("GO_ON", MeetingStep.WRITE_MINUTES, Map.of("decision", "GO_ON"), words, null);
        }
        dates.set(meeting, start, doing.content(), doing.actor(), words);
        return new Done("NEW_DATE", MeetingStep.PREPARE, Map.of("decision", "NEW_DATE"), words, null);
    }

    private Instant read(Doing doing, Gaps gaps) {
        String outcome = gaps.oneOf(doing.content(), "outcome", Set.of("GO_ON", "NEW_DATE"), "Choose: the meeting counts as it was, or it gets a new date.");
        gaps.words(doing.content(), "words", "Say why. It stands in the record beside your name.");
        return "NEW_DATE".equals(outcome) ? dates.read(doing.meeting(), doing.content(), null, gaps) : null;
    }
}
