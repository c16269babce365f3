package org.throughline.obligation.process;

import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.engine.DecisionService;
import org.springframework.stereotype.Component;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.Limit;
import org.throughline.obligation.LadderTable;
import org.throughline.obligation.LevelHolder;
import org.throughline.workflow.AsApplication;

/** Asks the deployed table, so that a row changed by an administrator counts from its deployment on. */
@Component
class LadderTables implements LadderTable {

    private final DecisionService decisions;
    private final AsApplication application;

    LadderTables(DecisionService decisions, AsApplication application) {
        this.decisions = decisions;
        this.application = application;
    }

    @Override
    public Level level(boolean urgent, boolean partner, int level) {
        DmnDecisionTableResult rows = application.call(() -> decisions.evaluateDecisionTableByKey(ObligationLadder.TABLE, inputs(urgent, partner, level)));
        if (rows.size() != 1) {
            throw new IllegalStateException("The table " + ObligationLadder.TABLE + " has " + rows.size() + " rows for " + inputs(urgent, partner, level));
        }
        DmnDecisionRuleResult row = rows.getSingleResult();
        Number amount = row.getEntry("amount");
        return new Level(row.getEntry("ruleId"), LevelHolder.valueOf(row.getEntry("holder")), new Limit(amount.intValue(), DueUnit.valueOf(row.getEntry("unit"))));
    }

    /** What the table is asked. */
    static Map<String, Object> inputs(boolean urgent, boolean partner, int level) {
        return Map.of("kind", urgent ? "URGENT" : "ORDINARY", "owes", partner ? "PARTNER" : "GATED", "level", level);
    }
}
