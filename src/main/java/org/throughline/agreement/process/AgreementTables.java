package org.throughline.agreement.process;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.throughline.agreement.AgreementRules;
import org.throughline.agreement.AgreementStep;
import org.throughline.agreement.CheckFacts;
import org.throughline.workflow.DecisionTables;

/** Asks the deployed decision tables, so that a row changed by an administrator counts from its deployment on. */
@Component
class AgreementTables implements AgreementRules {

    static final String CHECK = "agreement-check";
    static final String DEADLINE = "agreement-deadline";

    private final DecisionTables tables;

    AgreementTables(DecisionTables tables) {
        this.tables = tables;
    }

    @Override
    public List<Problem> problems(CheckFacts facts) {
        return tables.ask(CHECK, facts.values()).stream().map(AgreementTables::problem).toList();
    }

    static Problem problem(Map<String, Object> row) {
        return new Problem(text(row, "ruleId"), Result.valueOf(text(row, "result")), text(row, "key"), text(row, "what"), text(row, "why"), text(row, "field"));
    }

    @Override
    public StepLimit limitOf(AgreementStep step) {
        List<Map<String, Object>> rows = tables.ask(DEADLINE, step(step));
        if (rows.size() != 1) {
            throw new IllegalStateException("The table " + DEADLINE + " has " + rows.size() + " rows for this question");
        }
        return limit(rows.get(0));
    }

    static Map<String, Object> step(AgreementStep step) {
        return Map.of("step", step.name());
    }

    static StepLimit limit(Map<String, Object> row) {
        if (!(row.get("days") instanceof Number days) || days.doubleValue() != days.intValue()) {
            throw new IllegalArgumentException("days is no whole number");
        }
        return new StepLimit(text(row, "ruleId"), days.intValue(), switch (text(row, "from")) {
            case "REVIEW_DATE" -> true;
            case "STEP" -> false;
            default -> throw new IllegalArgumentException("from is STEP or REVIEW_DATE");
        });
    }

    private static String text(Map<String, Object> row, String name) {
        if (row.get(name) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new IllegalArgumentException(name + " is missing");
    }
}
