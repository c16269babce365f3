package org.throughline.casefile;

/** What was decided about two records. */
public enum MatchOutcome {
    SAME, NOT_SAME, CANNOT_TELL
}
