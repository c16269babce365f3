package org.throughline.obligation;

import java.time.Instant;
import java.util.UUID;

/** The process that carries a late obligation from level to level. The record decides; the process waits and shows the work. */
public interface LadderProcess {

    /** Whether it climbs now. */
    boolean runs(UUID obligation);

    /** Begins to climb where the record stands. */
    void begin(UUID obligation);

    /** The obligation has ended in this transaction: every task and timer of its ladder goes. Nothing happens where none climbs. */
    void end(UUID obligation);

    /** The next level is told at another moment: its timer and the due moments of the waiting tasks move. */
    void move(UUID obligation, Instant next);
}
