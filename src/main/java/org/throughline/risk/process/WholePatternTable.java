package org.throughline.risk.process;

import java.time.LocalDate;
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
import org.throughline.meeting.OpenPlan;
import org.throughline.organisation.AgencyKind;
import org.throughline.risk.PatternFacts;
import org.throughline.risk.PatternRow;
import org.throughline.workflow.GuardedTable;

/** Table {@code pattern-prompt}: every row can be read, and none of P1 to P20 has lost its last row (practice-rules 5.2). */
@Component
class WholePatternTable implements GuardedTable {

    static final List<ChildState> STATES = List.of(ChildState.UNBORN, ChildState.INFANT, ChildState.CHILD);

    private static final List<String> RULES = IntStream.rangeClosed(1, 20).mapToObj(n -> "P" + n).toList();

    @Override
    public String decisionKey() {
        return PatternTable.TABLE;
    }

    @Override
    public List<String> faults(Function<Map<String, Object>, List<Map<String, Object>>> table) {
        Set<String> faults = new LinkedHashSet<>();
        Set<String> found = new HashSet<>();
        for (ChildState child : STATES) {
            try {
                for (Map<String, Object> answer : table.apply(PatternTable.inputs(everything(child)))) {
                    PatternRow row = PatternTable.row(answer);
                    found.add(row.ruleId());
                    row.counts().stream().filter(word -> !known(word)).forEach(word -> faults.add("Row " + row.ruleId() + " counts \"" + word
                            + "\", which no entry is. Use event types, TYPE@AGENCY_KIND, " + PatternRow.SELF_REPORT + " or NONE."));
                }
            } catch (RuntimeException unanswered) {
                faults.add("The table cannot be asked about a family whose child is " + child + ": " + unanswered.getMessage() + ". Mend the row.");
            }
        }
        RULES.stream().filter(rule -> !found.contains(rule)).forEach(rule -> faults.add("No row can raise what " + rule
                + " asks, not even where everything speaks for it. Give it one; to silence it, set its mode to OBSERVE."));
        found.stream().filter(rule -> !RULES.contains(rule)).forEach(rule -> faults.add("The application does not know the rule \"" + rule + "\". Use P1 to P20."));
        return List.copyOf(faults);
    }

    private static boolean known(String word) {
        String[] parts = word.split("@", -1);
        return word.equals(PatternRow.SELF_REPORT) || parts.length <= 2 && one(EventType.values(), parts[0]) && (parts.length == 1 || one(AgencyKind.values(), parts[1]));
    }

    private static boolean one(Enum<?>[] all, String name) {
        for (Enum<?> each : all) {
            if (each.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** A family in which everything speaks for every pattern. */
    static PatternFacts everything(ChildState child) {
        return new PatternFacts(LocalDate.EPOCH, child, OpenPlan.PLAN, 99, 99, 99, 99, 99, 99, 99, 99, 99, PatternFacts.NEVER, 99, 99, 99, 99, 100, 99, 3, true, true, Set.of("P1", "P2", "M6"), Set.of(), 99,
                true, 99, 99);
    }
}
