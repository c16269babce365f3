package org.throughline.agreement;

import java.util.Arrays;
import java.util.Optional;

/** Where an agreement stands. Each step but the last is one waiting task of the process; its draft has the name used in addresses. */
public enum AgreementStep {
    DRAFT("Task_DraftAgreement", "text", "Draft the agreement", Doer.WORKER),
    APPROVE("Task_ApproveAgreement", "approval", "Approve the agreement", Doer.MANAGER),
    EXPLAIN("Task_ExplainAgreement", "explanation", "Explain it to each party", Doer.WORKER),
    ANSWER("Task_RecordAnswers", "answers", "Record what each party answers", Doer.WORKER),
    REVIEW("Task_ReviewAgreement", "review", "Review the agreement", Doer.WORKER),
    RENEW("Task_BringRenewal", "renewal", "Bring its renewal into force", Doer.WORKER),
    ANSWER_LAPSE("Task_AnswerLapse", "lapse", "Say what keeps the child safe until it is reviewed", Doer.MANAGER),
    DECIDE_BREACH("Task_DecideOnBreach", "breach", "Decide what follows from the breach", Doer.MANAGER),
    ENDED(null, null, "Ended", null);

    /** Whose step it is. */
    enum Doer { WORKER, MANAGER }

    private final String taskKey;
    private final String draft;
    private final String inWords;
    private final Doer doer;

    AgreementStep(String taskKey, String draft, String inWords, Doer doer) {
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

    /** Before anybody has agreed to anything. */
    boolean beforeForce() {
        return ordinal() <= ANSWER.ordinal();
    }

    /** The step with this task id. */
    public static Optional<AgreementStep> ofTask(String taskKey) {
        return Arrays.stream(values()).filter(step -> taskKey.equals(step.taskKey)).findFirst();
    }

    /** The step in which a draft of this name is written. */
    public static Optional<AgreementStep> ofDraft(String draft) {
        return Arrays.stream(values()).filter(step -> draft.equals(step.draft)).findFirst();
    }
}
