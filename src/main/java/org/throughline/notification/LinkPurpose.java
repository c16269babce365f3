package org.throughline.notification;

/** The one thing for which a link is good. */
public enum LinkPurpose {
    /** Answer an invitation: yes, no, or who comes instead. */
    ANSWER("Answer: yes, no, or who comes instead", false),
    /** Hand a report in. */
    REPORT("Hand in your report", false),
    /** Read minutes and confirm them. */
    MINUTES("Read the minutes and confirm them", true),
    /** Write that one does not agree. */
    DISAGREE("Write that you do not agree", true),
    /** Say whether an answer settles what one does not agree with. */
    DECIDE("Read the answer and say whether it settles it", true),
    /** Say, for a second agency, whether a meeting is not needed. */
    NOT_CONVENING("Read what called for a meeting and decide whether it is needed", true);

    private final String inWords;
    private final boolean secondStep;

    LinkPurpose(String inWords, boolean secondStep) {
        this.inWords = inWords;
        this.secondStep = secondStep;
    }

    String inWords() {
        return inWords;
    }

    /** Whether text about a family is shown, so that a code mailed apart is asked for first. */
    public boolean secondStep() {
        return secondStep;
    }
}
