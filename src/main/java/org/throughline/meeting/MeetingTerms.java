package org.throughline.meeting;

import java.util.List;
import java.util.Set;
import org.throughline.organisation.AgencyKind;

/** The decision tables of convening and holding; an administrator may change every row. */
public interface MeetingTerms {

    /** @param fromMeeting whether it is counted from the day of the meeting, else from when the step began to wait; negative: before it */
    record StepLimit(String ruleId, int amount, DutyRow.Unit unit, boolean fromMeeting) {}

    /**
     * Who must be asked.
     *
     * @param office a kind of agency, or PARENTS, CHILD, FIRST_LINE_MANAGER
     * @param must   whether leaving them out needs a reason
     * @param report whether a written report is asked
     */
    record Demanded(String ruleId, String office, boolean must, boolean report) {}

    /** Who was there. @param others agencies but social care, counted as rule Q2 says @param othersWithContact of these, those who know the family */
    record Present(boolean socialCare, boolean police, boolean health, boolean midwifery, boolean healthVisiting, int others, int othersWithContact) {}

    /** @param chairMayGoOn whether the chair may go on without a quorum, for a reason (Q4) @param needs who is needed, or who was missing */
    record Quorum(String ruleId, boolean quorate, boolean chairMayGoOn, String needs) {}

    /** Table {@code meeting-step}. */
    StepLimit limitOf(MeetingStep step, MeetingKind kind);

    /** Table {@code meeting-invitees}; one line for an office, the strictest of its rows. */
    List<Demanded> demanded(MeetingKind kind, ChildState child, Set<AgencyKind> involved);

    /** Table {@code meeting-quorum}. */
    Quorum quorum(MeetingKind kind, Present present);
}
