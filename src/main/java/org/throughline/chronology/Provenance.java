package org.throughline.chronology;

/** How a fact came to be known (CE6). */
public enum Provenance {
    OBSERVED, DOCUMENT, THIRD_PARTY, SELF_REPORT, CHILD_SAID, ANONYMOUS;

    /** As a screen says it. */
    public String inWords() {
        return Wording.provenance(this);
    }
}
