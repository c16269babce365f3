package org.throughline.handover.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.throughline.handover.ReadinessCondition;
import org.throughline.handover.ReadinessFacts;
import org.throughline.workflow.GuardedTable;

/** Table {@code handover-readiness}: no condition (H1 to H15) is unknown, and none can never be met (practice-rules 2.2). */
@Component
class ReadinessTable implements GuardedTable {

    private static final EnumSet<ReadinessCondition> ALL = EnumSet.allOf(ReadinessCondition.class);

    @Override
    public String decisionKey() {
        return CaseHandover.READINESS_TABLE;
    }

    @Override
    public List<String> faults(Function<Map<String, Object>, List<Map<String, Object>>> table) {
        List<String> faults = new ArrayList<>();
        Set<Object> met = new HashSet<>();
        List<ReadinessFacts> tries = List.of(new ReadinessFacts(Set.of(), null, null, 9, 9, 9, true),
                new ReadinessFacts(ALL, 0, 0, 0, 0, 0, false), new ReadinessFacts(ALL, 0, 0, 0, 0, 0, true));
        try {
            for (ReadinessFacts facts : tries) {
                table.apply(HandoverTables.inputs(facts)).forEach(row -> met.add(row.get("condition")));
            }
        } catch (RuntimeException unanswered) {
            return List.of("The table cannot judge whether a handover is ready: " + unanswered.getMessage());
        }
        List<String> names = Arrays.stream(ReadinessCondition.values()).map(Enum::name).toList();
        ALL.stream().filter(condition -> !met.contains(condition.name()))
                .forEach(condition -> faults.add("No row can meet the condition " + condition + " (" + condition.what() + "), not even where all is well. Give it one."));
        met.stream().filter(condition -> !names.contains(String.valueOf(condition)))
                .forEach(condition -> faults.add("The application does not know the condition \"" + condition + "\". Use H1 to H15."));
        return faults;
    }
}
