package org.throughline.meeting;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal.Missing;
import org.throughline.obligation.Obligations;
import org.throughline.workflow.Gaps;

/** A professional of a second agency agrees that no meeting is needed, or does not (domain 6). Only both together end the duty. */
@Component
class SecondAgencyAct implements MeetingAct {

    private final MeetingStore store;
    private final MeetingWaits waits;
    private final Obligations obligations;

    SecondAgencyAct(MeetingStore store, MeetingWaits waits, Obligations obligations) {
        this.store = store;
        this.waits = waits;
        this.obligations = obligations;
    }

    @Override
    public MeetingStep step() {
        return MeetingStep.DECIDE_NOT_CONVENING;
    }

    @Override
    public List<Missing> missing(Doing doing) {
        return gaps(doing).missing();
    }

    @Override
    public Done perform(Doing doing) {
        gaps(doing).refuse("Nothing is decided yet. Fill in what is named here.");
        Meeting meeting = doing.meeting();
        String words = doing.content().path("words").asText().strip();
        boolean agreed = "AGREED".equals(doing.content().path("outcome").asText());
        if (!agreed) {
            return new Done("NOT_AGREED", MeetingStep.CONVENE, Map.of("agreed", false), words, null);
        }
        MeetingStore.Act proposal = store.lastDone(meeting.id(), MeetingStep.CONVENE).orElseThrow();
        waits.duty(meeting).ifPresent(duty -> obligations.notNeeded(duty.id(), proposal.by(), doing.actor().id(), proposal.reason()));
        return new Done("AGREED", MeetingStep.ENDED, Map.of("agreed", true), proposal.reason(), MeetingEnd.NOT_NEEDED);
    }

    private static Gaps gaps(Doing doing) {
        Gaps gaps = new Gaps();
        gaps.oneOf(doing.content(), "outcome", Set.of("AGREED", "NOT_AGREED"), "Choose: no meeting is needed, or it is needed.");
        gaps.words(doing.content(), "words", "Say why, in your own words. It stands in the record beside your name.");
        return gaps;
    }
}
