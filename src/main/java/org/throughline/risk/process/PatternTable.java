package org.throughline.risk.process;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.Limit;
import org.throughline.meeting.Mode;
import org.throughline.risk.PatternFacts;
import org.throughline.risk.PatternRow;
import org.throughline.risk.PatternRules;
import org.throughline.workflow.DecisionTables;

/** Asks the deployed table {@code pattern-prompt}, so that a row changed by an administrator counts from its deployment on. */
@Component
class PatternTable implements PatternRules {

    static final String TABLE = "pattern-prompt";

    private final DecisionTables tables;

    PatternTable(DecisionTables tables) {
        this.tables = tables;
    }

    @Override
    public List<PatternRow> raised(PatternFacts facts) {
        Map<String, PatternRow> raised = new LinkedHashMap<>();
        for (Map<String, Object> row : tables.ask(TABLE, inputs(facts))) {
            PatternRow one = row(row);
            raised.merge(one.ruleId(), one, PatternTable::stronger);
        }
        return List.copyOf(raised.values());
    }

    @Override
    public Map<String, Set<String>> counted() {
        Map<String, Set<String>> counted = new HashMap<>();
        WholePatternTable.STATES.forEach(child -> tables.ask(TABLE, inputs(WholePatternTable.everything(child))).stream().map(PatternTable::row)
                .forEach(row -> counted.computeIfAbsent(row.ruleId(), rule -> new LinkedHashSet<>()).addAll(row.counts())));
        return counted;
    }

    private static PatternRow stronger(PatternRow one, PatternRow other) {
        return other.mode().compareTo(one.mode()) > 0 ? other : one;
    }

    static PatternRow row(Map<String, Object> row) {
        return new PatternRow(text(row, "ruleId"), text(row, "asks"), text(row, "because"), Mode.valueOf(text(row, "mode")), new Limit(number(row, "amount"), DueUnit.valueOf(text(row, "unit"))),
                switch (text(row, "owedBy")) {
                    case "MANAGER" -> true;
                    case "WORKER" -> false;
                    default -> throw new IllegalArgumentException("owedBy is WORKER or MANAGER");
                }, Arrays.stream(text(row, "counts").split(",")).map(String::strip).filter(word -> !"NONE".equals(word)).toList(), PatternRow.About.valueOf(text(row, "about")),
                Boolean.TRUE.equals(row.get("serious")));
    }

    private static String text(Map<String, Object> row, String name) {
        if (row.get(name) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new IllegalArgumentException(name + " is missing");
    }

    private static int number(Map<String, Object> row, String name) {
        if (row.get(name) instanceof Number number && number.doubleValue() == number.intValue()) {
            return number.intValue();
        }
        throw new IllegalArgumentException(name + " is no whole number");
    }

    /** What the table is asked. */
    static Map<String, Object> inputs(PatternFacts facts) {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("childState", facts.child().name());
        inputs.put("plan", facts.plan().name());
        inputs.put("selfHarm", facts.selfHarm());
        inputs.put("leftBeforeSeen", facts.leftBeforeSeen());
        inputs.put("domesticIncidents", facts.domesticIncidents());
        inputs.put("moves", facts.moves());
        inputs.put("missedInARow", facts.missedInARow());
        inputs.put("missed", facts.missed());
        inputs.put("cancelled", facts.cancelled());
        inputs.put("drugServiceRefused", facts.drugServiceRefused());
        inputs.put("agenciesActive", facts.agenciesActive());
        inputs.put("daysWithoutMeeting", facts.daysWithoutMeeting());
        inputs.put("openingsBefore", facts.openingsBefore());
        inputs.put("earlierProtection", facts.earlierProtection());
        inputs.put("workerChanges", facts.workerChanges());
        inputs.put("keyEntries", facts.keyEntries());
        inputs.put("selfReportShare", facts.selfReportShare());
        inputs.put("reviewsWithoutChange", facts.reviewsWithoutChange());
        inputs.put("parentalFactors", facts.parentalFactors());
        inputs.put("misuse", facts.misuse());
        inputs.put("visitOverdue", facts.visitOverdue());
        inputs.put("seriousRows", facts.seriousRows().size());
        inputs.put("injuries", facts.injuries());
        inputs.put("sameMechanism", facts.sameMechanism());
        inputs.put("careChanges", facts.careChanges());
        inputs.put("growthAgencies", facts.growthAgencies());
        return inputs;
    }
}
