package org.throughline.access;

import java.util.List;

/**
 * An act that cannot be done yet, with a sentence that says what to do next. Answered as 409; in Tasklist the sentence is
 * shown as it stands.
 */
public final class Refusal extends RuntimeException {

    /** What a line of a refusal is: something that is missing, or something that can be done instead. */
    public enum Kind { MISSING, OFFER }

    /**
     * One thing that is missing, or one that can be done instead.
     *
     * @param text in plain words
     * @param href where it can be put right, or done; null where there is no such place
     */
    public record Missing(String text, String href, Kind kind) {

        public Missing(String text, String href) {
            this(text, href, Kind.MISSING);
        }

        /** What can be done now although the rest is missing. */
        public static Missing offer(String text, String href) {
            return new Missing(text, href, Kind.OFFER);
        }
    }

    private final String code;
    private final transient List<Missing> missing;

    public Refusal(String sentence) {
        this(sentence, "not-yet", List.of());
    }

    public Refusal(String sentence, String code) {
        this(sentence, code, List.of());
    }

    /** @param code a stable name for programs, such as {@code authority-required} */
    public Refusal(String sentence, String code, List<Missing> missing) {
        super(sentence);
        this.code = code;
        this.missing = List.copyOf(missing);
    }

    public String code() {
        return code;
    }

    public List<Missing> missing() {
        return missing;
    }
}
