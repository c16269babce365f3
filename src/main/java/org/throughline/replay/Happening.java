package org.throughline.replay;

import java.time.Instant;
import java.util.Comparator;

/**
 * Something that happens at a moment: something of the bundle comes to be known, or somebody does what they owe.
 *
 * @param order of what comes at the same moment: people first, then their ties, then who works with them, then entries, then what is owed: what an
 *              entry meets before what a task does
 */
record Happening(Instant at, int order, Runnable act) {

    static final int PERSON = 0;
    static final int TIE = 1;
    static final int ALLOCATION = 2;
    static final int ENTRY = 3;
    static final int DUTY = 4;
    static final int TASK = 5;

    static final Comparator<Happening> IN_ORDER = Comparator.comparing(Happening::at).thenComparingInt(Happening::order);
}
