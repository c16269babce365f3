package org.throughline.agreement.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.throughline.agreement.AgreementRules.StepLimit;
import org.throughline.agreement.AgreementStep;
import org.throughline.workflow.GuardedTable;

/** Table {@code agreement-deadline}: every step that waits has exactly one row, or nobody would know when it is due. */
@Component
class AgreementDeadlineTable implements GuardedTable {

    @Override
    public String decisionKey() {
        return AgreementTables.DEADLINE;
    }

    @Override
    public List<String> faults(Function<Map<String, Object>, List<Map<String, Object>>> table) {
        List<String> faults = new ArrayList<>();
        for (AgreementStep step : AgreementStep.values()) {
            if (step.taskKey() == null) {
                continue;
            }
            String of = "the step " + step.name() + " (" + step.inWords() + ")";
            try {
                List<Map<String, Object>> rows = table.apply(AgreementTables.step(step));
                if (rows.size() != 1) {
                    faults.add("There " + (rows.isEmpty() ? "is no row" : "are " + rows.size() + " rows") + " for " + of + ". Give it exactly one.");
                    continue;
                }
                StepLimit limit = AgreementTables.limit(rows.get(0));
                if (!limit.fromReviewDate() && limit.days() < 1) {
                    faults.add("The row for " + of + " counts from the step and needs a whole number above 0.");
                } else if (limit.fromReviewDate() && limit.days() > 0) {
                    faults.add("The row for " + of + " counts from the review date and cannot be due after it.");
                }
            } catch (RuntimeException unanswered) {
                faults.add("The table cannot say when " + of + " is due: " + unanswered.getMessage() + ".");
            }
        }
        return faults;
    }
}
