package org.throughline.meeting.process;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.Limit;
import org.throughline.meeting.DisagreementRules;
import org.throughline.workflow.DecisionTables;

/** Asks the deployed table {@code escalation-step}, so that a row changed by an administrator counts from its deployment on. */
@Component
class DisagreementTables implements DisagreementRules {

    private final DecisionTables tables;

    DisagreementTables(DecisionTables tables) {
        this.tables = tables;
    }

    @Override
    public StepLimit limitOf(String step) {
        List<Map<String, Object>> rows = tables.ask(ProfessionalDisagreement.TABLE, Map.of("step", step));
        if (rows.size() != 1) {
            throw new IllegalStateException("The table " + ProfessionalDisagreement.TABLE + " has " + rows.size() + " rows for " + step);
        }
        return limit(rows.get(0));
    }

    static StepLimit limit(Map<String, Object> row) {
        return new StepLimit((String) row.get("ruleId"), new Limit(((Number) row.get("amount")).intValue(), DueUnit.valueOf((String) row.get("unit"))),
                Boolean.TRUE.equals(row.get("urgent")));
    }
}
