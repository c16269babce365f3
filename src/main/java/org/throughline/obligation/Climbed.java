package org.throughline.obligation;

/** What came of looking whether the next level is to be told. */
public enum Climbed {
    /** A level was told, and somebody has a new question to answer. */
    SOMEBODY_IS_ASKED,
    /** A level was told: nobody holds it, or the one who does has the question already. */
    NOBODY_NEW,
    /** Its moment has not come. */
    NOT_YET,
    /** The obligation has ended. */
    ENDED
}
