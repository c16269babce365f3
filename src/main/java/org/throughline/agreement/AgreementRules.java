package org.throughline.agreement;

import java.util.List;

/** The decision tables of agreements; an administrator may change every row. */
public interface AgreementRules {

    /** What a problem does: a BLOCK stops the agreement, a WARN is answered in words, TASK and CONSIDER ask a manager. */
    enum Result { BLOCK, WARN, TASK, CONSIDER }

    /**
     * One row that matched.
     *
     * @param key   under which an answer to it stands
     * @param what  what is missing
     * @param why   why it matters
     * @param field where it is put right
     */
    record Problem(String ruleId, Result result, String key, String what, String why, String field) {}

    /** @param days working days; before the review date: negative @param fromReviewDate else counted from when the step began to wait */
    record StepLimit(String ruleId, int days, boolean fromReviewDate) {}

    /** Table {@code agreement-check} (A1 to A16): every row that matches. */
    List<Problem> problems(CheckFacts facts);

    /** Table {@code agreement-deadline}. */
    StepLimit limitOf(AgreementStep step);
}
