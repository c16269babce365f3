package org.throughline.replay;

import java.time.Instant;
import java.util.Comparator;

/**
 * Something of the bundle that comes to be known at a moment.
 *
 * @param order of what comes at the same moment: people first, then their ties, then who works with them, then entries
 */
record Happening(Instant at, int order, Runnable act) {

    static final int PERSON = 0;
    static final int TIE = 1;
    static final int ALLOCATION = 2;
    static final int ENTRY = 3;

    static final Comparator<Happening> IN_ORDER = Comparator.comparing(Happening::at).thenComparingInt(Happening::order);
}
