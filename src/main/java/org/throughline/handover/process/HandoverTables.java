package org.throughline.handover.process;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.engine.DecisionService;
import org.springframework.stereotype.Component;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.Limit;
import org.throughline.handover.HandoverRules;
import org.throughline.handover.HandoverStep;
import org.throughline.handover.ReadinessCondition;
import org.throughline.handover.ReadinessFacts;
import org.throughline.workflow.AsApplication;

/** Asks the deployed decision tables, so that a row changed by an administrator counts from its deployment on. */
@Component
class HandoverTables implements HandoverRules {

    private final DecisionService decisions;
    private final AsApplication application;

    HandoverTables(DecisionService decisions, AsApplication application) {
        this.decisions = decisions;
        this.application = application;
    }

    @Override
    public StepLimit limitOf(HandoverStep step) {
        DmnDecisionTableResult rows = ask(CaseHandover.DEADLINE_TABLE, Map.of("step", step.name()));
        if (rows.size() != 1) {
            throw new IllegalStateException("The table " + CaseHandover.DEADLINE_TABLE + " has " + rows.size() + " rows for " + step);
        }
        DmnDecisionRuleResult row = rows.getSingleResult();
        Number amount = row.getEntry("amount");
        return new StepLimit(row.getEntry("ruleId"), new Limit(amount.intValue(), DueUnit.valueOf(row.getEntry("unit"))),
                "SIGN_OFF".equals(row.getEntry("from")));
    }

    @Override
    public Map<ReadinessCondition, String> met(ReadinessFacts facts) {
        Map<ReadinessCondition, String> met = new EnumMap<>(ReadinessCondition.class);
        ask(CaseHandover.READINESS_TABLE, inputs(facts)).forEach(row -> met.putIfAbsent(ReadinessCondition.valueOf(row.getEntry("condition")), row.getEntry("because")));
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

    private DmnDecisionTableResult ask(String table, Map<String, Object> inputs) {
        return application.call(() -> decisions.evaluateDecisionTableByKey(table, inputs));
    }
}
