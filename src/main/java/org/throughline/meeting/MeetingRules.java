package org.throughline.meeting;

import java.util.List;

/** The decision tables of the meetings: what is called for and by when; an administrator may change every row. */
public interface MeetingRules {

    /** Table {@code meeting-required}: what these facts call for; one hit for a rule however many of its rows match (M1 to M15). */
    List<RuleHit> required(FamilyFacts facts);

    /**
     * Table {@code meeting-deadline}: what must happen by when (D-rows, X1 to X6).
     *
     * @param cause a rule of {@code meeting-required}, or {@code EVENT:} and an event type
     */
    List<DutyRow> duties(String cause, FamilyFacts facts);

    /** Everything that both tables can call for, in the order of the tables; rows of one duty and mode count as one. */
    List<RuleRow> rows();
}
