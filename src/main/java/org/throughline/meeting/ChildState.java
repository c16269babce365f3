package org.throughline.meeting;

/** The child at the time of an entry. UNKNOWN: nobody knew of a child yet, so nothing could be called for. */
public enum ChildState { UNKNOWN, UNBORN, INFANT, CHILD }
