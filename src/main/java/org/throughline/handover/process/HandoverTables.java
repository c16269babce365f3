package org.throughline.handover.process;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.Limit;
import org.throughline.handover.HandoverRules;
import org.throughline.handover.HandoverStep;
import org.throughline.handover.ReadinessCondition;
import org.throughline.handover.ReadinessFacts;
import org.throughline.workflow.DecisionTables;

/** Asks the deployed decision tables, so that a row changed by an administrator counts from its deployment on. */
@Component
class HandoverTables implements HandoverRules {

    private final DecisionTables tables;

    HandoverTables(DecisionTables tables) {
        this.tables = tables;
    }

    @Override
    public StepLimit limitOf(HandoverStep step) {
        List<Map<String, Object>> rows = tables.ask(CaseHandover.DEADLINE_TABLE, Map.of("step", step.name()));
        if (rows.size() != 1) {
            throw new IllegalStateException("The table " + CaseHandover.DEADLINE_TABLE + " has " + rows.size() + " rows for " + step);
        }
        Map<String, Object> row = rows.get(0);
        return new StepLimit((String) row.get("ruleId"), new Limit(((Number) row.get("amount")).intValue(), DueUnit.valueOf((String) row.get("unit"))),
                "SIGN_OFF".equals(row.get("from")));
    }

    @Override
    public Map<ReadinessCondition, String> met(ReadinessFacts facts) {
        Map<ReadinessCondition, String> met = new EnumMap<>(ReadinessCondition.class);
        tables.ask(CaseHandover.READINESS_TABLE, inputs(facts))
                .forEach(row -> met.putIfAbsent(ReadinessCondition.valueOf((String) row.get("condition")), (String) row.get("because")));
        return met;
    }

    /** What the table is asked. */
    static Map<String, Object> inputs(ReadinessFacts facts) {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("confirmed", facts.confirmed().stream().map(Enum::name).collect(Collectors.joining(",", ",", ",")));
        inputs.put("daysSinceAssessment", facts.daysSinceAssessment());
        inputs.put("daysSinceSeen", facts.daysSinceSeen());
        inputs.put("siblingsElsewhere", facts.siblingsElsewhere());
        inputs.put("fieldsEmpty", facts.fieldsEmpty());
        inputs.put("matchesUndecided", facts.matchesUndecided());
        inputs.put("betweenAuthorities", facts.betweenAuthorities());
        return inputs;
    }
}
