package org.throughline.meeting;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Service;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.chronology.EventType;

/**
 * The days before a birth by which the rules want something done where there is a concern (practice-rules 1.3): those rows of {@code meeting-deadline} that are counted
 * from the day on which the child is expected, whatever else has made the duty itself due sooner.
 */
@Service
public class Milestones {

    /** Referral, meeting, conference: what the rules of an unborn child with a concern call for. */
    private static final List<String> BEFORE_BIRTH = List.of("M3", "M1", "M2");

    private final MeetingRules rules;
    private final DueMoments moments;
    private final WorkingCalendar calendar;

    Milestones(MeetingRules rules, DueMoments moments, WorkingCalendar calendar) {
        this.rules = rules;
        this.moments = moments;
        this.calendar = calendar;
    }

    /** @param ruleId in practice-rules 1.3, such as PB3 @param what in the row's own words @param day by which it is to happen */
    public record Milestone(String ruleId, String what, LocalDate day) {}

    /** Whether these days matter where a rule has called for this: a concern about an unborn child. */
    public static boolean follow(String ruleId) {
        return BEFORE_BIRTH.contains(ruleId);
    }

    /**
     * The soonest first, as the tables are now and as the day stands now.
     *
     * @param expected the expected day of birth; none where it is not known
     */
    public List<Milestone> of(LocalDate expected, String jurisdiction) {
        if (expected == null) {
            return List.of();
        }
        FamilyFacts unborn = new FamilyFacts(EventType.OTHER, expected, expected, ChildState.UNBORN, true, false, OpenPlan.NONE, false, false, false, 0, false, 0, 0, 0, false, false, false, false, null, true);
        Instant anyMoment = expected.atStartOfDay(ZoneOffset.UTC).toInstant(); // nothing here is counted from the recording
        return BEFORE_BIRTH.stream().flatMap(rule -> rules.duties(rule, unborn).stream()).filter(row -> row.from() == DutyRow.From.EXPECTED)
                .flatMap(row -> moments.of(row, unborn, anyMoment, jurisdiction).map(at -> new Milestone(row.ruleId(), row.what(), calendar.day(at))).stream())
                .sorted(Comparator.comparing(Milestone::day)).toList();
    }
}
