package org.throughline.meeting;

/** How often a rule makes a duty for one family: for each cause (M6, M13), a new one when the last has ended, or once. */
public enum Recurs { EACH, WHEN_ENDED, ONCE }
