package org.throughline.access;

/** How somebody stands to a case file at a moment. One person can stand in several relations. */
public enum Relation {
    /** Named on the file's conflict list. */
    CONFLICT,
    /** Runs the system. */
    ADMINISTRATOR,
    /** The responsible or a co-working worker. */
    ALLOCATED,
    /** The new worker of a handover that was accepted. */
    INCOMING,
    /** Line supervisor of the allocated worker or of an incoming one. */
    SUPERVISOR,
    /** Stands in now for somebody who is SUPERVISOR. */
    DEPUTY,
    /** Further up the line of such a worker, or stands in for somebody who is. */
    LINE_ABOVE,
    /** Holds urgent access that has not ended. */
    URGENT,
    /** Is on duty now, and has taken this file for the shift. */
    ON_DUTY,
    /** Decides, or stands in for who decides, whether a requested handover is accepted (H12). */
    RECEIVING_MANAGER,
    /** The new worker of a handover that was requested and not yet accepted. */
    REQUESTED_INCOMING,
    /** Handed the file over, and the time for late entries has not passed (GA1). */
    FORMER,
    /** Of a partner agency that now works with somebody of the family. */
    INVOLVED_AGENCY,
    /** None of these. */
    NONE
}
