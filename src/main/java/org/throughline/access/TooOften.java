package org.throughline.access;

import java.time.Duration;

/** Somebody has asked so often that they must wait. Answered as 429, with a sentence that says until when and what to do if it cannot wait. */
public final class TooOften extends RuntimeException {

    private final transient Duration wait;

    TooOften(String sentence, Duration wait) {
        super(sentence);
        this.wait = wait;
    }

    /** How long until the next question is taken. */
    public Duration until() {
        return wait;
    }
}
