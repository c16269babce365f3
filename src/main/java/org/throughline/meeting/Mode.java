package org.throughline.meeting;

/** What a row may do: only be counted, be shown, or make an obligation. */
public enum Mode {
    OBSERVE, ADVISE, ENFORCE;

    /** The weaker of two. */
    public Mode and(Mode other) {
        return compareTo(other) < 0 ? this : other;
    }
}
