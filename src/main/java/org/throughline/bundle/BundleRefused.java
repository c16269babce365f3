package org.throughline.bundle;

import java.util.List;

/** A bundle, or a table of the organisation, was not taken. Nothing of it was imported; every fault is named. */
public final class BundleRefused extends RuntimeException {

    private final transient List<BundleFault> faults;

    BundleRefused(List<BundleFault> faults) {
        super(faults.size() == 1 ? "There is one fault. Nothing was imported: mend it and try again."
                : "There are " + faults.size() + " faults. Nothing was imported: mend them and try again.");
        this.faults = List.copyOf(faults);
    }

    public List<BundleFault> faults() {
        return faults;
    }
}
