package org.throughline.standalone;

/** The application cannot start, for a reason that the person who started it can mend; the message is for that person. */
public final class StartRefused extends RuntimeException {

    public StartRefused(String sentence) {
        super(sentence);
    }

    public StartRefused(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
