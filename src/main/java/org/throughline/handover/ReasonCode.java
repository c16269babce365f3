package org.throughline.handover;

/** Why the worker changes; codes of the sector's data standard (practice-rules 2.1, D1 {@code invo_worker_change_reason}). */
public enum ReasonCode {
    MANAGE("management decision"),
    FCONTA("change asked for by the family"),
    LEFTRL("worker left the role"),
    ORGRST("reorganisation"),
    TSPROC("transfer under the transfer procedure"),
    ABSENC("worker absent"),
    CHCHAN("the child's circumstances changed"),
    PCCHAN("the parents' circumstances changed"),
    SWDIED("worker died"),
    OTHERS("other reason");

    private final String inWords;

    ReasonCode(String inWords) {
        this.inWords = inWords;
    }

    public String inWords() {
        return inWords;
    }
}
