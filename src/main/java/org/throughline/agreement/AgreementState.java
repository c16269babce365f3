package org.throughline.agreement;

/** What an agreement is worth at a moment. Past its review date it is lapsed, whoever has noticed. */
public enum AgreementState {
    DRAFT("a draft"),
    TO_APPROVE("waits for the manager's approval"),
    TO_AGREE("approved; nobody has agreed yet"),
    IN_FORCE("in force"),
    LAPSED("lapsed: nothing that was agreed holds any more"),
    ENDED("ended");

    private final String inWords;

    AgreementState(String inWords) {
        this.inWords = inWords;
    }

    /** As it is said on screens. */
    public String inWords() {
        return inWords;
    }
}
