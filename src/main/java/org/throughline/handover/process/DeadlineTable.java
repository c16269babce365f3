package org.throughline.handover.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.throughline.calendar.DueUnit;
import org.throughline.handover.HandoverStep;
import org.throughline.workflow.GuardedTable;

/** Table {@code handover-deadline}: every step that waits has exactly one row (X9), or nobody would know when it is due. */
@Component
class DeadlineTable implements GuardedTable {

    private static final Set<String> UNITS = Arrays.stream(DueUnit.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

    @Override
    public String decisionKey() {
        return CaseHandover.DEADLINE_TABLE;
    }

    @Override
    public List<String> faults(Function<Map<String, Object>, List<Map<String, Object>>> table) {
        List<String> faults = new ArrayList<>();
        for (HandoverStep step : HandoverStep.values()) {
            if (step.taskKey() != null) {
                fault(step, table, faults);
            }
        }
        return faults;
    }

    private static void fault(HandoverStep step, Function<Map<String, Object>, List<Map<String, Object>>> table, List<String> faults) {
        String of = "the step " + step.name() + " (" + step.inWords() + ")";
        try {
            List<Map<String, Object>> rows = table.apply(Map.of("step", step.name()));
            if (rows.size() != 1) {
                faults.add("There " + (rows.isEmpty() ? "is no row" : "are " + rows.size() + " rows") + " for " + of + ". Give it exactly one.");
            } else {
                value(rows.get(0), of, faults);
            }
        } catch (RuntimeException unanswered) {
            faults.add("The table cannot say when " + of + " is due: " + unanswered.getMessage());
        }
    }

    private static void value(Map<String, Object> row, String of, List<String> faults) {
        boolean amount = row.get("amount") instanceof Number n && n.doubleValue() == n.intValue() && n.intValue() > 0;
        boolean rule = row.get("ruleId") instanceof String id && !id.isBlank();
        if (!amount || !rule || !UNITS.contains(String.valueOf(row.get("unit"))) || !("STEP".equals(row.get("from")) || "SIGN_OFF".equals(row.get("from")))) {
            faults.add("The row for " + of + " needs a rule, a whole number above 0, one of " + UNITS.stream().sorted().toList() + " and STEP or SIGN_OFF.");
        }
    }
}
