package org.throughline.calendar;

/** How a limit is counted: in working days, in calendar days, or in hours round the clock. */
public enum DueUnit { WORKING_DAYS, CALENDAR_DAYS, HOURS }
