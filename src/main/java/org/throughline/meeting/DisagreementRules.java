package org.throughline.meeting;

import org.throughline.calendar.Limit;

/** The decision table {@code escalation-step} (practice-rules 1.6). */
public interface DisagreementRules {

    /**
     * How long something may wait.
     *
     * @param limit  with the amount 0 where no source gives a number: a day is named first
     * @param urgent whether it climbs round the clock (X8) when late
     */
    record StepLimit(String ruleId, Limit limit, boolean urgent) {

        boolean dayToBeNamed() {
            return limit.amount() == 0;
        }
    }

    /** Until the person disagreed with says that they have read it. */
    String ACKNOWLEDGE = "ACKNOWLEDGE";

    /** @param step {@code ACT_ON_DANGER}, {@code ACKNOWLEDGE}, {@code SET_DATE}, {@code DECIDE}, or the level of an answer */
    StepLimit limitOf(String step);
}
