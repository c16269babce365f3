package org.throughline.obligation.process;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.Limit;
import org.throughline.obligation.LadderTable;
import org.throughline.obligation.LevelHolder;
import org.throughline.workflow.DecisionTables;

/** Asks the deployed table, so that a row changed by an administrator counts from its deployment on. */
@Component
class LadderTables implements LadderTable {

    private final DecisionTables tables;

    LadderTables(DecisionTables tables) {
        this.tables = tables;
    }

    @Override
    public Level level(boolean urgent, boolean partner, int level) {
        List<Map<String, Object>> rows = tables.ask(ObligationLadder.TABLE, inputs(urgent, partner, level));
        if (rows.size() != 1) {
            throw new IllegalStateException("The table " + ObligationLadder.TABLE + " has " + rows.size() + " rows for " + inputs(urgent, partner, level));
        }
        Map<String, Object> row = rows.get(0);
        return new Level((String) row.get("ruleId"), LevelHolder.valueOf((String) row.get("holder")),
                new Limit(((Number) row.get("amount")).intValue(), DueUnit.valueOf((String) row.get("unit"))));
    }

    /** What the table is asked. */
    static Map<String, Object> inputs(boolean urgent, boolean partner, int level) {
        return Map.of("kind", urgent ? "URGENT" : "ORDINARY", "owes", partner ? "PARTNER" : "GATED", "level", level);
    }
}
