package org.throughline.meeting.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.throughline.meeting.DutyRow;
import org.throughline.meeting.FamilyFacts;
import org.throughline.meeting.MeetingKind;
import org.throughline.meeting.MeetingRules;
import org.throughline.meeting.Mode;
import org.throughline.meeting.Recurs;
import org.throughline.meeting.RuleHit;
import org.throughline.meeting.RuleRow;
import org.throughline.workflow.DecisionTables;

/** Asks the deployed decision tables, so that a row changed by an administrator counts from its deployment on. */
@Component
class MeetingTables implements MeetingRules {

    static final String REQUIRED = "meeting-required";
    static final String DEADLINE = "meeting-deadline";

    private final DecisionTables tables;

    MeetingTables(DecisionTables tables) {
        this.tables = tables;
    }

    @Override
    public List<RuleHit> required(FamilyFacts facts) {
        Map<String, RuleHit> hits = new LinkedHashMap<>();
        for (Map<String, Object> row : tables.ask(REQUIRED, facts(facts))) {
            RuleHit hit = hit(row);
            hits.merge(hit.ruleId(), hit, MeetingTables::stronger);
        }
        return List.copyOf(hits.values());
    }

    private static RuleHit stronger(RuleHit one, RuleHit other) {
        return other.mode().compareTo(one.mode()) > 0 ? other : one;
    }

    static RuleHit hit(Map<String, Object> row) {
        return new RuleHit(text(row, "ruleId"), Recurs.valueOf(text(row, "recurs")), number(row, "quietDays"), Mode.valueOf(text(row, "mode")), text(row, "because"));
    }

    @Override
    public List<DutyRow> duties(String cause, FamilyFacts facts) {
        List<DutyRow> rows = new ArrayList<>();
        tables.ask(DEADLINE, situation(cause, facts)).forEach(row -> rows.add(duty(row)));
        return rows;
    }

    @Override
    public List<RuleRow> rows() {
        Map<String, Mode> modes = new HashMap<>();
        tables.rows(REQUIRED).forEach(row -> modes.merge(row.says().get("ruleId"), Mode.valueOf(row.says().get("mode")), (one, other) -> one.compareTo(other) > 0 ? one : other));
        Map<String, RuleRow> rows = new LinkedHashMap<>();
        for (DecisionTables.Row row : tables.rows(DEADLINE)) {
            Mode mode = Mode.valueOf(row.says().get("mode"));
            for (String cause : row.asks().get("cause").replace("\"", "").split(",")) {
                String rule = cause.strip().startsWith("EVENT:") ? row.says().get("ruleId") : cause.strip();
                RuleRow one = new RuleRow(rule, row.says().get("duty"), row.says().get("what"), mode.and(modes.getOrDefault(cause.strip(), mode)));
                rows.putIfAbsent(one.ruleId() + " " + one.duty() + " " + one.mode(), one);
            }
        }
        return List.copyOf(rows.values());
    }

    static DutyRow duty(Map<String, Object> row) {
        return new DutyRow(text(row, "duty"), text(row, "ruleId"), text(row, "what"), number(row, "amount"), DutyRow.Unit.valueOf(text(row, "unit")),
                DutyRow.From.valueOf(text(row, "from")), switch (text(row, "joins")) {
                    case "LATEST" -> true;
                    case "EARLIEST" -> false;
                    default -> throw new IllegalArgumentException("joins is EARLIEST or LATEST");
                }, Boolean.TRUE.equals(row.get("urgent")), switch (text(row, "owedBy")) {
                    case "RECORDER" -> true;
                    case "FAMILY_WORKER" -> false;
                    default -> throw new IllegalArgumentException("owedBy is FAMILY_WORKER or RECORDER");
                }, List.of(text(row, "metBy").split(",")), Mode.valueOf(text(row, "mode")), meeting(row));
    }

    /** A table from before rows said which meeting they are calls for none; a changed one is not deployed without the column. */
    private static MeetingKind meeting(Map<String, Object> row) {
        return row.get("meeting") == null || "NONE".equals(row.get("meeting")) ? null : MeetingKind.valueOf(text(row, "meeting"));
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

    /** What {@code meeting-required} is asked. */
    static Map<String, Object> facts(FamilyFacts facts) {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("eventType", facts.event().name());
        inputs.put("childState", facts.child().name());
        inputs.put("aboutChild", facts.aboutChild());
        inputs.put("aboutCarer", facts.aboutCarer());
        inputs.put("plan", facts.plan().name());
        inputs.put("earlierChildRemoved", facts.earlierChildRemoved());
        inputs.put("otherChildOnPlan", facts.otherChildOnPlan());
        inputs.put("personPosingRisk", facts.personPosingRisk());
        inputs.put("parentalFactors", facts.parentalFactors());
        inputs.put("threeFactors", facts.threeFactors());
        inputs.put("agenciesActive", facts.agenciesActive());
        inputs.put("daysWithoutMeeting", facts.daysWithoutMeeting());
        inputs.put("neglectEntries", facts.neglectEntries());
        inputs.put("earlierEnquiry", facts.earlierEnquiry());
        inputs.put("referred", facts.referred());
        inputs.put("byPhone", facts.byPhone());
        inputs.put("violence", facts.violence());
        inputs.put("impact", facts.impact());
        return inputs;
    }

    /** What {@code meeting-deadline} is asked. */
    static Map<String, Object> situation(String cause, FamilyFacts facts) {
        return Map.of("cause", cause, "childState", facts.child().name(), "plan", facts.plan().name(), "allocated", facts.allocated(),
                "aboutChild", facts.aboutChild());
    }
}
