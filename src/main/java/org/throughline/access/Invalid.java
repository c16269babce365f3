package org.throughline.access;

import java.util.List;

/** What was sent cannot be taken; every fault is named at once. Answered as 422 with one line per fault. */
public final class Invalid extends RuntimeException {

    /**
     * One thing to mend.
     *
     * @param field  the name of the field as it was sent
     * @param reason a sentence that says what is wrong and how to mend it
     */
    public record Fault(String field, String reason) {}

    private final transient List<Fault> faults;

    public Invalid(List<Fault> faults) {
        super(faults.size() == 1 ? faults.get(0).reason() : faults.size() + " things need to be put right.");
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }
}
