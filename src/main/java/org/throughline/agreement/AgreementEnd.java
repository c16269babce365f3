package org.throughline.agreement;

/** How an agreement ends. */
public enum AgreementEnd {
    REVIEWED("ended at its review"),
    REPLACED_BY_PLAN("replaced by a plan"),
    ABSORBED("became part of the plan at a meeting"),
    SUPERSEDED("renewed by a newer version"),
    WITHDRAWN("a parent withdrew; that is no breach"),
    AFTER_BREACH("ended by a manager after it was not kept"),
    NOT_AGREED("not agreed; that is no concern"),
    DROPPED("not pursued"),
    OVERTAKEN("overtaken");

    private final String inWords;

    AgreementEnd(String inWords) {
        this.inWords = inWords;
    }

    /** As it is said on screens. */
    public String inWords() {
        return inWords;
    }
}
