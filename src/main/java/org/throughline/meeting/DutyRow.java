package org.throughline.meeting;

import java.util.List;

/**
 * One row of {@code meeting-deadline}.
 *
 * @param duty       names the duty; rows of one duty are combined to the earliest or latest of their moments
 * @param ruleId     where the limit comes from
 * @param amount     how long; negative where it is counted back from the expected day of birth
 * @param latest     whether a further row or cause moves the moment to the latest, else to the earliest
 * @param byRecorder whether whoever's agency recorded the entry owes it, else the family's responsible worker where there is one
 * @param metBy      what meets it: entries, each an event type or {@code TYPE@AGENCY_KIND}, or {@link #HANDOVER_DISCUSSED}
 * @param meeting    the meeting that it is; null where it is something else, such as a notice or a decision
 */
public record DutyRow(String duty, String ruleId, String what, int amount, Unit unit, From from, boolean latest, boolean urgent,
        boolean byRecorder, List<String> metBy, Mode mode, MeetingKind meeting) {

    /** Among what meets a duty: the discussion that a handover records. */
    public static final String HANDOVER_DISCUSSED = "HANDOVER_DISCUSSED";

    /** How a limit of a meeting is counted. */
    public enum Unit { WORKING_DAYS, CALENDAR_DAYS, HOURS, MONTHS }

    /**
     * From which moment: the day of the event, the recording, or the expected day of birth. {@link #NAMED} also counts from the recording: by then a day is
     * named where no rule gives a number, and the duty holds until that day (practice-rules 1.7).
     */
    public enum From { EVENT, RECORDED, EXPECTED, NAMED }
}
