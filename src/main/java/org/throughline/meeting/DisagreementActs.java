package org.throughline.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.meeting.DisagreementWaits.Next;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.Gaps;

/** What somebody does at each step of a disagreement, and where it stands after it (practice-rules 1.6, E0 to E5). */
@Component
class DisagreementActs {

    private static final String MISSING = "Something is still missing.";

    private final DisagreementStore store;
    private final DisagreementWaits waits;
    private final DisagreementPeople people;
    private final Organisation organisation;
    private final Clock clock;

    DisagreementActs(DisagreementStore store, DisagreementWaits waits, DisagreementPeople people, Organisation organisation, Clock clock) {
        this.store = store;
        this.waits = waits;
        this.people = people;
        this.organisation = organisation;
        this.clock = clock;
    }

    /**
     * Does what waits. The caller has made sure that this person may.
     *
     * @return the routing facts with which the process goes on
     * @throws Refusal with everything that is missing; nothing has happened then
     */
    Map<String, Object> perform(Disagreement from, Practitioner actor, JsonNode content) {
        return switch (from.step()) {
            case ACT_ON_DANGER -> safeNow(from, actor, content);
            case SET_DATE -> dayNamed(from, actor, content);
            case ANSWER -> answered(from, actor, content);
            case DECIDE -> decided(from, actor, content);
            case ENDED -> throw new Refusal("This disagreement has ended.", "already-done");
        };
    }

    private Map<String, Object> safeNow(Disagreement from, Practitioner actor, JsonNode content) {
        Gaps gaps = new Gaps();
        gaps.text(content, "done", "Write what was done, by whom, and whether the child is safe now.");
        gaps.refuse(MISSING);
        Instant now = kept(from, "SAFE_NOW", actor, content);
        Next next = waits.answerAt(from.level(), people.first(from.withId(), from.raisedBy(), now));
        waits.move(from, next, null, now);
        return Map.of("dateToSet", next.dayToBeNamed());
    }

    private Map<String, Object> dayNamed(Disagreement from, Practitioner actor, JsonNode content) {
        Gaps gaps = new Gaps();
        LocalDate day = gaps.comingDay(content, "day", "Give the day, today or later, by which you answer.", "#day", clock);
        gaps.text(content, "reason", "Write why this day.");
        gaps.refuse(MISSING);
        Instant now = kept(from, "DATE_SET", actor, content);
        waits.move(from, new Next(from.level(), DisagreementStep.ANSWER, organisation.get(from.doerId())), day, now);
        return Map.of();
    }

    /** An answer settles nothing: whoever disagrees says whether it does. */
    private Map<String, Object> answered(Disagreement from, Practitioner actor, JsonNode content) {
        Gaps gaps = new Gaps();
        gaps.text(content, "plan", "Write what is done now, by whom and by when; or why nothing changes.");
        gaps.text(content, "safety", "Write what keeps the child safe.");
        gaps.text(content, "attendees", "Write who talked about it, and how.");
        gaps.refuse(MISSING);
        Instant now = kept(from, "ANSWERED", actor, content);
        if (from.level() == DisagreementLevel.E1 || from.level() == DisagreementLevel.E5) {
            waits.acknowledged(from.id(), actor.id());
        }
        waits.move(from, new Next(from.level(), DisagreementStep.DECIDE, organisation.get(from.raisedBy())), null, now);
        return Map.of();
    }

    private Map<String, Object> decided(Disagreement from, Practitioner actor, JsonNode content) {
        Gaps gaps = new Gaps();
        String outcome = gaps.oneOf(content, "outcome", Set.of("AGREED", "NOT_AGREED"), "Choose whether you agree now.");
        if ("NOT_AGREED".equals(outcome)) {
            gaps.text(content, "words", "Write what you still do not agree with.");
            gaps.text(content, "safety", "Write what keeps the child safe meanwhile.");
        }
        gaps.refuse(MISSING);
        Instant now = kept(from, outcome, actor, content);
        Optional<Next> next = "AGREED".equals(outcome) ? Optional.empty() : waits.above(from, now);
        if (next.isPresent()) {
            waits.move(from, next.get(), null, now);
            return Map.of("outcome", outcome, "dateToSet", next.get().dayToBeNamed());
        }
        String end = "AGREED".equals(outcome) ? "AGREED" : "DISSENT_STANDS";
        store.ended(from.id(), end, actor.id(), now);
        waits.acknowledgementOvertaken(from.id(), actor.id(), "The disagreement has ended.");
        return Map.of("outcome", end, "dateToSet", false);
    }

    private Instant kept(Disagreement from, String outcome, Practitioner actor, JsonNode content) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        store.act(from.id(), new DisagreementAct(from.turn(), from.level(), from.step(), outcome, actor.id(), from.doerId(), null, content, now));
        waits.done(from, actor.id());
        return now;
    }
}
