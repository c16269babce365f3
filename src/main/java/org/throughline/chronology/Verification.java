package org.throughline.chronology;

/** Whether a fact was checked (CE7). */
public enum Verification {
    UNVERIFIED, CORROBORATED, CONTRADICTED, NOT_VERIFIABLE;

    /** As a screen says it. */
    public String inWords() {
        return Wording.verification(this);
    }
}
