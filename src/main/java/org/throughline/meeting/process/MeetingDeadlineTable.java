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
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.throughline.chronology.EventType;
import org.throughline.meeting.ChildState;
import org.throughline.meeting.DutyRow;
import org.throughline.meeting.FamilyFacts;
import org.throughline.meeting.OpenPlan;
import org.throughline.organisation.AgencyKind;
import org.throughline.workflow.GuardedTable;

/** Table {@code meeting-deadline}: every rule that calls for something says by when, and every row can be kept (practice-rules 1.1, 1.7). */
@Component
class MeetingDeadlineTable implements GuardedTable {

    /** The events that start a clock; few, for the engine needs milliseconds for every question. */
    private static final List<EventType> TRIED = List.of(EventType.REFERRAL, EventType.SECTION_47, EventType.MEETING_HELD, EventType.BIRTH, EventType.PLAN_START,
            EventType.ADDRESS_MOVE, EventType.NEW_TENANCY, EventType.HOMELESS, EventType.HOUSEHOLD_CHANGE, EventType.EARLY_HELP, EventType.VISIT, EventType.CONFERENCE, EventType.STRATEGY_DISCUSSION);

    @Override
    public String decisionKey() {
        return MeetingTables.DEADLINE;
    }

    @Override
    public List<String> faults(Function<Map<String, Object>, List<Map<String, Object>>> table) {
        Set<String> faults = new LinkedHashSet<>();
        for (String rule : IntStream.rangeClosed(1, 15).mapToObj(n -> "M" + n).toList()) {
            for (ChildState child : List.of(ChildState.UNBORN, ChildState.INFANT, ChildState.CHILD)) {
                if (rows(rule, child, List.of(OpenPlan.NONE), table, faults).isEmpty()) {
                    faults.add("There is no row for " + rule + " where the child is " + child + ". Say by when it must happen.");
                }
            }
        }
        TRIED.forEach(event -> rows("EVENT:" + event, ChildState.INFANT, List.of(OpenPlan.NONE, OpenPlan.CP), table, faults));
        return List.copyOf(faults);
    }

    private static List<DutyRow> rows(String cause, ChildState child, List<OpenPlan> plans, Function<Map<String, Object>, List<Map<String, Object>>> table,
            Set<String> faults) {
        List<DutyRow> all = new ArrayList<>();
        for (OpenPlan plan : plans) {
            FamilyFacts facts = new FamilyFacts(EventType.OTHER, LocalDate.EPOCH, LocalDate.EPOCH, child, true, true, plan, false, false, false, 0, false,
                    0, 0, 0, false, false, false, false, null, true);
            try {
                Set<String> once = new HashSet<>();
                for (Map<String, Object> row : table.apply(MeetingTables.situation(cause, facts))) {
                    DutyRow duty = MeetingTables.duty(row);
                    all.add(duty);
                    if (row.get("meeting") == null) {
                        faults.add("The row " + duty.ruleId() + " for " + cause + " does not say which meeting it is. Write NONE where it is none.");
                    }
                    if (duty.meeting() != null && duty.metBy().stream().noneMatch(word -> word.equals(duty.meeting().entry().name()))) {
                        faults.add("The row " + duty.ruleId() + " for " + cause + " is a meeting that is recorded as " + duty.meeting().entry() + ", and is not met by it. Add it.");
                    }
                    if (duty.from() == DutyRow.From.NAMED && duty.meeting() == null) {
                        faults.add("The row " + duty.ruleId() + " for " + cause + " waits for a day to be named, and is no meeting. Count it from EVENT or RECORDED.");
                    }
                    duty.metBy().stream().filter(word -> !meets(word)).forEach(word -> faults.add("The row " + duty.ruleId() + " for " + cause
                            + " is met by \"" + word + "\", which is no event type, TYPE@KIND of an agency, or " + DutyRow.HANDOVER_DISCUSSED + "."));
                    if (!once.add(duty.duty() + duty.ruleId())) {
                        faults.add("Two rows of " + duty.ruleId() + " answer " + cause + " where the child is " + child + " and the plan is " + plan + ". Keep one.");
                    }
                }
            } catch (RuntimeException unanswered) {
                faults.add("The table cannot say when " + cause + " is due: " + unanswered.getMessage() + ". Mend the row.");
            }
        }
        return all;
    }

    private static boolean meets(String word) {
        String[] parts = word.split("@", 2);
        return word.equals(DutyRow.HANDOVER_DISCUSSED) || Stream.of(EventType.values()).anyMatch(type -> type.name().equals(parts[0]))
                && (parts.length == 1 || Stream.of(AgencyKind.values()).anyMatch(kind -> kind.name().equals(parts[1])));
    }
}
