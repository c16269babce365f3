package org.throughline.handover;

/** Somebody, or the same person in another window, saved a newer version. Answered as 412 with that version. */
public final class StaleDraft extends RuntimeException {

    private final transient Draft current;

    StaleDraft(Draft current) {
        super("A newer version of this text was saved. Compare the two and save again.");
        this.current = current;
    }

    public Draft current() {
        return current;
    }
}
