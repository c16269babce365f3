package org.throughline.meeting;

/** Somebody, or the same person in another window, saved a newer version. Answered as 412 with that version. */
public final class StaleDisagreement extends RuntimeException {

    private final transient DisagreementDraft current;

    StaleDisagreement(DisagreementDraft current) {
        super("A newer version of this text was saved. Compare the two and save again.");
        this.current = current;
    }

    public DisagreementDraft current() {
        return current;
    }
}
