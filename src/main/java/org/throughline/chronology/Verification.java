package org.throughline.chronology;

/** Whether a fact was checked (CE7). */
public enum Verification {
    UNVERIFIED, CORROBORATED, CONTRADICTED, NOT_VERIFIABLE
}
