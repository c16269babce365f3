package org.throughline.workflow;

/** Somebody, or the same person in another window, saved a newer version. Answered as 412 with that version. */
public final class StaleStepDraft extends RuntimeException {

    private final transient StepDraft current;

    StaleStepDraft(StepDraft current) {
        super("A newer version of this text was saved. Compare the two and save again.");
        this.current = current;
    }

    public StepDraft current() {
        return current;
    }
}
