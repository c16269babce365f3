package org.throughline.organisation;

/** What somebody on the duty rota answers for (X8). */
public enum DutyRole {
    /** Goes out to a family whose own worker cannot. */
    DUTY_WORKER,
    /** Hears at once of what cannot wait, in office hours. */
    DUTY_MANAGER,
    /** The same, at night, at week-ends and on holidays. */
    OUT_OF_HOURS_MANAGER
}
