package org.throughline.handover;

import java.util.Map;
import org.throughline.calendar.Limit;

/** The decision tables of the handover: numbers and conditions that an administrator may change. */
public interface HandoverRules {

    /**
     * How long a step may wait (X9).
     *
     * @param fromSignOff the limit runs from the sign-off instead of from the moment the step began
     */
    record StepLimit(String ruleId, Limit limit, boolean fromSignOff) {}

    /** Table {@code handover-deadline}. */
    StepLimit limitOf(HandoverStep step);

    /** Table {@code handover-readiness}: the conditions that are met, each with the reason; what is not in the map is not met. */
    Map<ReadinessCondition, String> met(ReadinessFacts facts);
}
