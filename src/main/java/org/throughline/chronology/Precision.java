package org.throughline.chronology;

/** How exactly the date of an event is known (CE1). */
public enum Precision {
    EXACT, MONTH, YEAR, ESTIMATED
}
