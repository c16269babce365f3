package org.throughline.obligation.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.throughline.calendar.DueUnit;
import org.throughline.obligation.LevelHolder;
import org.throughline.workflow.GuardedTable;

/**
 * Table {@code obligation-ladder}: every level has exactly one row, begins with who owes it, and climbs on for as long as the obligation is
 * open (X7, X8). Levels without end are tried as far as nobody will wait.
 */
@Component
class GuardedLadder implements GuardedTable {

    private static final int FAR_ABOVE = 20;
    private static final Set<String> UNITS = names(DueUnit.values());
    private static final Set<String> HOLDERS = names(LevelHolder.values());

    private static Set<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String decisionKey() {
        return ObligationLadder.TABLE;
    }

    @Override
    public List<String> faults(Function<Map<String, Object>, List<Map<String, Object>>> table) {
        List<String> faults = new ArrayList<>();
        for (boolean urgent : new boolean[] {false, true}) {
            for (boolean partner : new boolean[] {false, true}) {
                ladder(urgent, partner, table, faults);
            }
        }
        return faults;
    }

    private static void ladder(boolean urgent, boolean partner, Function<Map<String, Object>, List<Map<String, Object>>> table, List<String> faults) {
        String of = " of the " + (urgent ? "urgent" : "ordinary") + " ladder" + (partner ? " of a partner agency" : "");
        int highest = -1;
        for (int level = 0; level <= FAR_ABOVE; level++) {
            String here = "level " + level + of;
            try {
                List<Map<String, Object>> rows = table.apply(LadderTables.inputs(urgent, partner, level));
                if (rows.size() != 1) {
                    faults.add("There " + (rows.isEmpty() ? "is no row" : "are " + rows.size() + " rows") + " for " + here + ". Give it exactly one.");
                    return;
                }
                String wrong = wrong(rows.get(0), level, highest >= 0);
                if (wrong != null) {
                    faults.add("The row for " + here + " " + wrong);
                    return;
                }
                highest = highest < 0 && again(rows.get(0)) ? level : highest;
            } catch (RuntimeException unanswered) {
                faults.add("The table cannot say who is told at " + here + ": " + unanswered.getMessage());
                return;
            }
        }
        if (highest < 0) {
            faults.add("Nothing says what follows the last level" + of + ". End it with a row that tells HIGHEST_TOLD again, for every level above.");
        }
    }

    private static boolean again(Map<String, Object> row) {
        return LevelHolder.HIGHEST_TOLD.name().equals(row.get("holder"));
    }

    private static String wrong(Map<String, Object> row, int level, boolean above) {
        boolean amount = row.get("amount") instanceof Number n && n.doubleValue() == n.intValue() && n.intValue() >= 0;
        boolean rule = row.get("ruleId") instanceof String id && !id.isBlank();
        if (!amount || !rule || !UNITS.contains(String.valueOf(row.get("unit"))) || !HOLDERS.contains(String.valueOf(row.get("holder")))) {
            return "needs a rule, a whole number, one of " + UNITS.stream().sorted().toList() + " and one of " + HOLDERS.stream().sorted().toList() + ".";
        }
        if (level == 0 != LevelHolder.OWNER.name().equals(row.get("holder"))) {
            return level == 0 ? "must tell OWNER: who owes it hears first." : "must not tell OWNER again.";
        }
        if (above && !again(row)) {
            return "comes after HIGHEST_TOLD. Above that there is nobody else.";
        }
        return again(row) && ((Number) row.get("amount")).intValue() == 0 ? "needs an amount above 0, or it would be told without end." : null;
    }
}
