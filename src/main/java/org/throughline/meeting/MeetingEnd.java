package org.throughline.meeting;

/** How a meeting ends: held and read; not needed, by two agencies; or overtaken by what happened. */
public enum MeetingEnd { COMPLETED, NOT_NEEDED, OVERTAKEN }
