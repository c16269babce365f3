package org.throughline.meeting.process;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.throughline.meeting.ChildState;
import org.throughline.meeting.DutyRow;
import org.throughline.meeting.MeetingKind;
import org.throughline.meeting.MeetingStep;
import org.throughline.meeting.MeetingTerms;
import org.throughline.organisation.AgencyKind;
import org.throughline.workflow.DecisionTables;

/** Asks the deployed decision tables, so that a row changed by an administrator counts from its deployment on. */
@Component
class HoldingTables implements MeetingTerms {

    static final String STEP = "meeting-step";
    static final String INVITEES = "meeting-invitees";
    static final String QUORUM = "meeting-quorum";

    private final DecisionTables tables;

    HoldingTables(DecisionTables tables) {
        this.tables = tables;
    }

    @Override
    public StepLimit limitOf(MeetingStep step, MeetingKind kind) {
        return limit(only(tables.ask(STEP, step(step, kind)), STEP));
    }

    static Map<String, Object> step(MeetingStep step, MeetingKind kind) {
        return Map.of("step", step.name(), "meeting", kind.name());
    }

    static StepLimit limit(Map<String, Object> row) {
        if (!(row.get("amount") instanceof Number amount) || amount.doubleValue() != amount.intValue()) {
            throw new IllegalArgumentException("amount is no whole number");
        }
        return new StepLimit(text(row, "ruleId"), amount.intValue(), DutyRow.Unit.valueOf(text(row, "unit")), switch (text(row, "from")) {
            case "MEETING" -> true;
            case "STEP" -> false;
            default -> throw new IllegalArgumentException("from is STEP or MEETING");
        });
    }

    @Override
    public List<Demanded> demanded(MeetingKind kind, ChildState child, Set<AgencyKind> involved) {
        Map<String, Demanded> offices = new LinkedHashMap<>();
        tables.ask(INVITEES, invitees(kind, child, involved)).forEach(row -> offices.merge(demand(row).office(), demand(row), HoldingTables::stricter));
        return List.copyOf(offices.values());
    }

    private static Demanded stricter(Demanded one, Demanded other) {
        return new Demanded(one.must() ? one.ruleId() : other.ruleId(), one.office(), one.must() || other.must(), one.report() || other.report());
    }

    static Map<String, Object> invitees(MeetingKind kind, ChildState child, Set<AgencyKind> involved) {
        return Map.of("meeting", kind.name(), "childState", child.name(), "involved", involved.stream().map(Enum::name).sorted().collect(Collectors.joining(",", ",", ",")));
    }

    static Demanded demand(Map<String, Object> row) {
        return new Demanded(text(row, "ruleId"), text(row, "office"), switch (text(row, "force")) {
            case "MUST" -> true;
            case "CONSIDER" -> false;
            default -> throw new IllegalArgumentException("force is MUST or CONSIDER");
        }, Boolean.TRUE.equals(row.get("report")));
    }

    @Override
    public Quorum quorum(MeetingKind kind, Present present) {
        return quorum(only(tables.ask(QUORUM, present(kind, present)), QUORUM));
    }

    static Map<String, Object> present(MeetingKind kind, Present present) {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("meeting", kind.name());
        inputs.put("socialCare", present.socialCare());
        inputs.put("police", present.police());
        inputs.put("health", present.health());
        inputs.put("midwifery", present.midwifery());
        inputs.put("healthVisiting", present.healthVisiting());
        inputs.put("others", present.others());
        inputs.put("othersWithContact", present.othersWithContact());
        return inputs;
    }

    static Quorum quorum(Map<String, Object> row) {
        if (!(row.get("quorate") instanceof Boolean quorate)) {
            throw new IllegalArgumentException("quorate is neither true nor false");
        }
        return new Quorum(text(row, "ruleId"), quorate, Boolean.TRUE.equals(row.get("chairMayGoOn")), text(row, "needs"));
    }

    private static Map<String, Object> only(List<Map<String, Object>> rows, String table) {
        if (rows.size() != 1) {
            throw new IllegalStateException("The table " + table + " has " + rows.size() + " rows for this question");
        }
        return rows.get(0);
    }

    private static String text(Map<String, Object> row, String name) {
        if (row.get(name) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new IllegalArgumentException(name + " is missing");
    }
}
