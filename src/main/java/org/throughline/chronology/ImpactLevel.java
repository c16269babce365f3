package org.throughline.chronology;

/** What an event means for the child (CE9). */
public enum ImpactLevel {
    NONE, LOW, MODERATE, SERIOUS, UNKNOWN
}
