package org.throughline.meeting.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.throughline.calendar.DueUnit;
import org.throughline.meeting.DisagreementLevel;
import org.throughline.meeting.DisagreementRules;
import org.throughline.meeting.DisagreementStep;
import org.throughline.workflow.GuardedTable;

/** Table {@code escalation-step}: every step that waits, and every level's answer, has exactly one row; only an answer may be without a number. */
@Component
class EscalationStepTable implements GuardedTable {

    private static final Set<String> UNITS = Arrays.stream(DueUnit.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());
    private static final List<String> LEVELS = Arrays.stream(DisagreementLevel.values()).map(Enum::name).toList();
    private static final List<String> STEPS = Stream.concat(LEVELS.stream(), Stream.of(DisagreementRules.ACKNOWLEDGE, DisagreementStep.ACT_ON_DANGER.name(),
            DisagreementStep.SET_DATE.name(), DisagreementStep.DECIDE.name())).toList();

    @Override
    public String decisionKey() {
        return ProfessionalDisagreement.TABLE;
    }

    @Override
    public List<String> faults(Function<Map<String, Object>, List<Map<String, Object>>> table) {
        List<String> faults = new ArrayList<>();
        STEPS.forEach(step -> fault(step, table, faults));
        return faults;
    }

    private static void fault(String step, Function<Map<String, Object>, List<Map<String, Object>>> table, List<String> faults) {
        try {
            List<Map<String, Object>> rows = table.apply(Map.of("step", step));
            if (rows.size() != 1) {
                faults.add("There " + (rows.isEmpty() ? "is no row" : "are " + rows.size() + " rows") + " for " + step + ". Give it exactly one.");
            } else if (!sound(rows.get(0), LEVELS.contains(step))) {
                faults.add("The row for " + step + " needs a rule, a whole number above 0" + (LEVELS.contains(step) ? " (0 where a day is to be named)" : "") + ", one of "
                        + UNITS.stream().sorted().toList() + ", and yes or no for urgent.");
            }
        } catch (RuntimeException unanswered) {
            faults.add("The table cannot say how long " + step + " may wait: " + unanswered.getMessage());
        }
    }

    private static boolean sound(Map<String, Object> row, boolean mayBeOpen) {
        boolean amount = row.get("amount") instanceof Number n && n.doubleValue() == n.intValue() && n.intValue() >= (mayBeOpen ? 0 : 1);
        return amount && row.get("ruleId") instanceof String id && !id.isBlank() && UNITS.contains(String.valueOf(row.get("unit"))) && row.get("urgent") instanceof Boolean;
    }
}
