package org.throughline.meeting;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * "I do not agree" (practice-rules 1.6): written by somebody who works with the family, answered level by level by clocks, ended only by
 * whoever wrote it.
 *
 * @param turn    rises with every step; names the draft and the obligation of the waiting one
 * @param doerId  whose step it is; null once it has ended
 * @param dateSet for a level without a number: the day that was named; null elsewhere
 * @param endKind AGREED, DISSENT_STANDS or WITHDRAWN; null while it is open
 */
public record Disagreement(UUID id, UUID casefileId, DisagreementSubject subject, String what, String why, String couldHappen, String safeMeanwhile,
        boolean childInDanger, UUID raisedBy, UUID withId, Instant raisedAt, boolean byLink, DisagreementLevel level, DisagreementStep step, int turn,
        Instant turnSince, UUID doerId, LocalDate dateSet, String endKind, Instant endedAt) {

    public boolean ended() {
        return step == DisagreementStep.ENDED;
    }

    /** The key of the obligation of the waiting step. */
    String waitKey() {
        return "disagreement:" + id + ":" + turn + ":" + step.taskKey();
    }

    /** The key of what the person disagreed with owes at once: to say that they have read it (E1). */
    static String acknowledgeKey(UUID id) {
        return "disagreement:" + id + ":acknowledge";
    }

    Disagreement at(DisagreementLevel newLevel, DisagreementStep newStep, UUID doer, LocalDate day, Instant now) {
        return new Disagreement(id, casefileId, subject, what, why, couldHappen, safeMeanwhile, childInDanger, raisedBy, withId, raisedAt, byLink, newLevel, newStep,
                turn + 1, now, doer, day, null, null);
    }
}
