package org.throughline.meeting;

import java.util.Arrays;
import java.util.Optional;

/** Where a disagreement waits. Each but the last is one waiting task of the process. */
public enum DisagreementStep {
    ACT_ON_DANGER("Task_ActOnDanger", "Make sure the child is safe"),
    SET_DATE("Task_SetDate", "Name the day of the answer"),
    ANSWER("Task_AnswerDisagreement", "Answer the disagreement"),
    DECIDE("Task_DecideOnAnswer", "Say whether you agree now"),
    ENDED(null, "Ended");

    private final String taskKey;
    private final String inWords;

    DisagreementStep(String taskKey, String inWords) {
        this.taskKey = taskKey;
        this.inWords = inWords;
    }

    /** The id of the task in the process; null for {@link #ENDED}. */
    public String taskKey() {
        return taskKey;
    }

    /** As the step is called on screens. */
    public String inWords() {
        return inWords;
    }

    /** The step with this task id. */
    public static Optional<DisagreementStep> ofTask(String taskKey) {
        return Arrays.stream(values()).filter(step -> taskKey.equals(step.taskKey)).findFirst();
    }
}
