package org.throughline.bundle;

import java.util.List;

/** Every fault of a bundle, in the order of its files and lines. */
public record BundleFaults(List<BundleFault> faults) implements BundleReading {

    public BundleFaults {
        faults = List.copyOf(faults);
    }
}
