package org.throughline.bundle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers faults while a bundle is read, so that all of them can be named at once. */
final class FaultList {

    /** Beyond so many faults the rest is counted only: somebody chose the wrong file. */
    static final int LISTED = 2_000;

    private static final Comparator<BundleFault> ORDER = Comparator.comparing(BundleFault::file)
            .thenComparingInt(BundleFault::line).thenComparingInt(BundleFault::column);

    private final List<BundleFault> faults = new ArrayList<>();
    private int unlisted;

    void add(Place place, String reason) {
        if (faults.size() == LISTED) {
            unlisted++;
            return;
        }
        faults.add(new BundleFault(place, reason));
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    List<BundleFault> inOrder() {
        List<BundleFault> sorted = new ArrayList<>(faults);
        sorted.sort(ORDER);
        if (unlisted > 0) {
            sorted.add(new BundleFault(Place.file("bundle"), "There are " + unlisted + " more faults. Mend these first and try again."));
        }
        return sorted;
    }
}
