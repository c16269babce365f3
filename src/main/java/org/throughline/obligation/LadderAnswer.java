package org.throughline.obligation;

/** What a level can answer to the question whether it happens. */
public enum LadderAnswer {
    /** I saw to it; expected by a day. Silences nobody: the next level is told at its moment, with this answer before its eyes. */
    SEEN_TO,
    /** Somebody else of the agency is asked instead. */
    PASSED_ON,
    /** It is not needed: a second person is asked to agree. */
    NOT_NEEDED,
    /** The second person agrees that it is not needed: it ends. */
    AGREED,
    /** The second person does not agree. */
    NOT_AGREED
}
