package org.throughline.meeting.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.throughline.meeting.MeetingKind;
import org.throughline.meeting.MeetingStep;
import org.throughline.workflow.GuardedTable;

/** Table {@code meeting-step}: every step that waits has exactly one row for every kind of meeting, or nobody would know when it is due. */
@Component
class StepTable implements GuardedTable {

    @Override
    public String decisionKey() {
        return HoldingTables.STEP;
    }

    @Override
    public List<String> faults(Function<Map<String, Object>, List<Map<String, Object>>> table) {
        List<String> faults = new ArrayList<>();
        for (MeetingStep step : MeetingStep.values()) {
            for (MeetingKind kind : step.taskKey() == null ? new MeetingKind[0] : MeetingKind.values()) {
                String of = "the step " + step.name() + " (" + step.inWords() + ") of a " + kind.inWords();
                try {
                    List<Map<String, Object>> rows = table.apply(HoldingTables.step(step, kind));
                    if (rows.size() != 1) {
                        faults.add("There " + (rows.isEmpty() ? "is no row" : "are " + rows.size() + " rows") + " for " + of + ". Give it exactly one.");
                    } else if (!HoldingTables.limit(rows.get(0)).fromMeeting() && HoldingTables.limit(rows.get(0)).amount() < 1) {
                        faults.add("The row for " + of + " counts from the step and needs a whole number above 0.");
                    }
                } catch (RuntimeException unanswered) {
                    faults.add("The table cannot say when " + of + " is due: " + unanswered.getMessage() + ".");
                }
            }
        }
        return faults;
    }
}
