package org.throughline.testing;

import java.nio.file.Path;

/**
 * One of the JVMs that run tests side by side, each with a database, a browser and a running application of its own. The build says which
 * this one is; without it, as in an IDE, it is the first.
 */
public final class Lane {

    private static final String NAME = System.getProperty("throughline.lane", "lane-1");

    private Lane() {}

    static String name() {
        return NAME;
    }

    /** A place under {@code target} that no other lane writes to. */
    public static Path own(String name) {
        return Path.of("target", NAME, name);
    }
}
