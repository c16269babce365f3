package org.throughline.agreement;

/** What an agreement is to guard against. Two agreements on the same kind are on the same risk; OTHER is told apart by its words. */
public enum RiskKind {
    DOMESTIC_ABUSE("domestic abuse"),
    SUBSTANCE_MISUSE("drugs or alcohol"),
    MENTAL_ILL_HEALTH("a parent's mental ill health"),
    PHYSICAL_HARM("physical harm"),
    SEXUAL_HARM("sexual harm"),
    NEGLECT("neglect"),
    UNSAFE_SLEEP("unsafe sleep"),
    SUPERVISION("who looks after the child"),
    EXPLOITATION("exploitation or going missing"),
    OTHER("something else");

    private final String inWords;

    RiskKind(String inWords) {
        this.inWords = inWords;
    }

    /** What a key of a risk is about, in words; a draft that nobody has put forward has none. */
    static String about(String key) {
        return key == null ? "not put to a manager yet" : key.startsWith(OTHER + ":") ? key.substring(OTHER.name().length() + 1) : valueOf(key).inWords;
    }

    /** As it is said on screens. */
    public String inWords() {
        return inWords;
    }
}
