package org.throughline.obligation;

/** What follows an answer to a level's question. */
public enum AfterAnswer {
    /** Somebody else is asked. */
    PASSED_ON,
    /** The next level has been told already; its own clock goes on. */
    NEXT_LEVEL_KNOWS,
    /** The next level is told when its moment comes. */
    WAIT
}
