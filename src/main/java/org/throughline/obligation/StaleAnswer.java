package org.throughline.obligation;

/** Somebody, or the same person in another window, saved a newer version. Answered as 412 with that version. */
public final class StaleAnswer extends RuntimeException {

    private final transient AnswerDraft current;

    StaleAnswer(AnswerDraft current) {
        super("A newer version of this text was saved. Compare the two and save again.");
        this.current = current;
    }

    public AnswerDraft current() {
        return current;
    }
}
