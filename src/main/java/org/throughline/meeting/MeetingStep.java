package org.throughline.meeting;

import java.util.Arrays;
import java.util.Optional;

/** Where a meeting stands. Each step but the last is one waiting task of the process; its draft has the name used in addresses. */
public enum MeetingStep {
    CONVENE("Task_Convene", "convene", "Convene the meeting", Doer.CONVENOR),
    DECIDE_NOT_CONVENING("Task_DecideNotConvening", "second-agency", "Decide whether no meeting is needed", Doer.SECOND_AGENCY),
    CONFIRM_HELD("Task_ConfirmHeld", "confirm-held", "Confirm that the meeting was held", Doer.ATTENDEE),
    PREPARE("Task_Prepare", "prepare", "Prepare the meeting", Doer.CONVENOR),
    HOLD("Task_Hold", "hold", "Hold the meeting and record it", Doer.CHAIR),
    DECIDE_INQUORATE("Task_DecideInquorate", "inquorate", "Decide how it goes on without a quorum", Doer.SENIOR),
    WRITE_MINUTES("Task_WriteMinutes", "minutes", "Write the minutes", Doer.CHAIR),
    CONFIRM_MINUTES("Task_ConfirmMinutes", "minutes-read", "See that every agency has read the minutes", Doer.CHAIR),
    ENDED(null, null, "Ended", null);

    /** Whose step it is. */
    enum Doer { CONVENOR, CHAIR, SECOND_AGENCY, ATTENDEE, SENIOR }

    private final String taskKey;
    private final String draft;
    private final String inWords;
    private final Doer doer;

    MeetingStep(String taskKey, String draft, String inWords, Doer doer) {
        this.taskKey = taskKey;
        this.draft = draft;
        this.inWords = inWords;
        this.doer = doer;
    }

    /** The id of the task in the process; null for {@link #ENDED}. */
    public String taskKey() {
        return taskKey;
    }

    /** The name of the draft in addresses; null for {@link #ENDED}. */
    public String draft() {
        return draft;
    }

    /** As the step is called on screens. */
    public String inWords() {
        return inWords;
    }

    Doer doer() {
        return doer;
    }

    /** Whether a supervisor may do it in the place of whose step it is; what a second agency or an attendee says is nobody else's. */
    boolean maybeTakenOver() {
        return doer != Doer.SECOND_AGENCY && doer != Doer.ATTENDEE;
    }

    /** Before the meeting counts as held: what called for it is still owed. */
    boolean beforeHeld() {
        return ordinal() < WRITE_MINUTES.ordinal();
    }

    /** The step with this task id. */
    public static Optional<MeetingStep> ofTask(String taskKey) {
        return Arrays.stream(values()).filter(step -> taskKey.equals(step.taskKey)).findFirst();
    }

    /** The step in which a draft of this name is written. */
    public static Optional<MeetingStep> ofDraft(String draft) {
        return Arrays.stream(values()).filter(step -> draft.equals(step.draft)).findFirst();
    }
}
