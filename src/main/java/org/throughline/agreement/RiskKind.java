package org.throughline.agreement;

import java.text.Normalizer;
import java.util.Locale;

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

    private static final String OWN_WORDS = "OTHER:";

    private final String inWords;

    RiskKind(String inWords) {
        this.inWords = inWords;
    }

    /** The key of a risk that no kind fits: its words, however they are spelled, accented, stopped and spaced. */
    static String inWordsOfItsOwn(String words) {
        return OWN_WORDS + Normalizer.normalize(words, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "").toLowerCase(Locale.UK).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    /** Whether this key is one of words: no program knows whether two of them are the same risk. */
    static boolean isInWordsOfItsOwn(String key) {
        return key != null && key.startsWith(OWN_WORDS);
    }

    /** What a key of a risk is about, in words; a draft that nobody has put forward has none. */
    static String about(String key) {
        return key == null ? "not put to a manager yet" : isInWordsOfItsOwn(key) ? key.substring(OWN_WORDS.length()) : valueOf(key).inWords;
    }

    /** As it is said on screens. */
    public String inWords() {
        return inWords;
    }
}
