package org.throughline.meeting.process;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import org.throughline.chronology.EventType;
import org.throughline.meeting.ChildState;
import org.throughline.meeting.FamilyFacts;
import org.throughline.meeting.OpenPlan;
import org.throughline.workflow.GuardedTable;

/** Table {@code meeting-required}: every row can be read, and none of M1 to M15 has lost its last row (practice-rules 1.2). */
@Component
class RequiredTable implements GuardedTable {

    private static final List<EventType> TRIED = List.of(EventType.PREGNANCY_BOOKED, EventType.BIRTH, EventType.HOSPITAL_ADMISSION, EventType.ASSESSMENT,
            EventType.ADDRESS_MOVE, EventType.CARER_SELF_HARM, EventType.INJURY, EventType.SECTION_47, EventType.NEGLECT_CONCERN, EventType.CONFERENCE,
            EventType.PLAN_START, EventType.PLAN_END, EventType.AGREEMENT_BREACHED, EventType.WORKER_CHANGE, EventType.OTHER);
    private static final List<String> RULES = IntStream.rangeClosed(1, 15).mapToObj(n -> "M" + n).toList();

    @Override
    public String decisionKey() {
        return MeetingTables.REQUIRED;
    }

    @Override
    public List<String> faults(Function<Map<String, Object>, List<Map<String, Object>>> table) {
        Set<String> faults = new LinkedHashSet<>();
        Set<String> found = new HashSet<>();
        for (FamilyFacts facts : tries()) {
            try {
                for (Map<String, Object> row : table.apply(MeetingTables.facts(facts))) {
                    found.add(MeetingTables.hit(row).ruleId());
                }
            } catch (RuntimeException unanswered) {
                faults.add("The table cannot be asked about " + facts.event() + ": " + unanswered.getMessage() + ". Mend the row.");
            }
        }
        RULES.stream().filter(rule -> !found.contains(rule)).forEach(rule -> faults.add("No row can call for what " + rule
                + " asks, not even where everything speaks for it. Give it one; to silence it, set its mode to OBSERVE."));
        found.stream().filter(rule -> !RULES.contains(rule)).forEach(rule -> faults.add("The application does not know the rule \"" + rule + "\". Use M1 to M15."));
        return List.copyOf(faults);
    }

    /** Families where everything speaks for a meeting, before and after the birth; few, for the engine needs milliseconds for every question. */
    private static List<FamilyFacts> tries() {
        List<FamilyFacts> all = new ArrayList<>();
        for (EventType event : TRIED) {
            for (ChildState child : List.of(ChildState.UNBORN, ChildState.INFANT)) {
                all.add(new FamilyFacts(event, LocalDate.EPOCH, LocalDate.EPOCH, child, true, true, OpenPlan.CP, true, true, true, 4, true, 99,
                        FamilyFacts.NEVER, 99, true, false, true, true, "SERIOUS", true));
            }
        }
        return all;
    }
}
