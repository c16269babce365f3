package org.throughline.casefile;

/** Why two records may be the same person. */
public enum MatchBasis {
    IDENTIFIER("the same identifier"),
    NAME_AND_BIRTH_DATE("the same name and date of birth"),
    ADDRESS("the same name and address"),
    MOTHER_AND_DATE("the same mother and nearly the same date");

    private final String inWords;

    MatchBasis(String inWords) {
        this.inWords = inWords;
    }

    public String inWords() {
        return inWords;
    }
}
