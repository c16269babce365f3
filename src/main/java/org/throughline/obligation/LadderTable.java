package org.throughline.obligation;

import org.throughline.calendar.Limit;

/** The table {@code obligation-ladder}: who hears of a late obligation at a level, and how long after the level below (X7, X8). */
public interface LadderTable {

    /**
     * One row.
     *
     * @param after how long after the level below was told; zero hours means at once
     */
    record Level(String ruleId, LevelHolder holder, Limit after) {}

    /**
     * @param urgent  whether it runs round the clock (X8)
     * @param partner whether an agency owes the act whose workers need no authority
     * @param level   0 for the owner, and so on
     */
    Level level(boolean urgent, boolean partner, int level);
}
