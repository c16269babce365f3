package org.throughline.handover;

import java.util.Arrays;
import java.util.Optional;

/** Where a handover stands. Each step but the last is one waiting task of the process; its draft has the name used in addresses. */
public enum HandoverStep {
    PREPARE_SUMMARY("Task_PrepareSummary", "summary", "Prepare the transfer summary", Doer.OUTGOING),
    DECIDE_ACCEPTANCE("Task_DecideAcceptance", "acceptance", "Decide whether to accept the handover", Doer.SUPERVISOR),
    RECORD_DISCUSSION("Task_RecordDiscussion", "discussion", "Record the discussion of the history", Doer.OUTGOING),
    PLAN_READING("Task_PlanReading", "reading-plan", "Plan supported reading", Doer.SUPERVISOR),
    READ_HISTORY("Task_ReadHistory", "reading", "Read the family's history", Doer.INCOMING),
    WRITE_ACCOUNT("Task_WriteAccount", "account", "Write your account", Doer.INCOMING),
    SIGN_OFF("Task_SignOff", "sign-off", "Talk about the account and sign off", Doer.SUPERVISOR),
    TELL_FAMILY("Task_TellFamily", "family-told", "Tell the family", Doer.INCOMING),
    RECHECK("Task_Recheck", "recheck", "Check again in supervision", Doer.SUPERVISOR),
    ENDED(null, null, "Ended", null);

    /** Whose step it is. */
    enum Doer { OUTGOING, INCOMING, SUPERVISOR }

    private final String taskKey;
    private final String draft;
    private final String inWords;
    private final Doer doer;

    HandoverStep(String taskKey, String draft, String inWords, Doer doer) {
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

    /** Whether something is written in this step; the reading leaves receipts instead. */
    boolean written() {
        return this != READ_HISTORY && this != ENDED;
    }

    /** Before the supervisor has signed: the responsible worker is still the outgoing one. */
    boolean beforeSignature() {
        return ordinal() <= SIGN_OFF.ordinal();
    }

    /** The step with this task id. */
    public static Optional<HandoverStep> ofTask(String taskKey) {
        return Arrays.stream(values()).filter(step -> taskKey.equals(step.taskKey)).findFirst();
    }

    /** The step in which a draft of this name is written. */
    public static Optional<HandoverStep> ofDraft(String draft) {
        return Arrays.stream(values()).filter(step -> step.written() && draft.equals(step.draft)).findFirst();
    }
}
