package org.throughline.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says that the disk is full before half a database stands on it. */
final class DiskSpace {

    private static final long MEGABYTE = 1024 * 1024;
    private static final long FIRST_START = 400 * MEGABYTE;
    private static final long LATER_START = 100 * MEGABYTE;

    private DiskSpace() {}

    static void check(Path data, Origin origin) throws IOException {
        boolean first = !Files.exists(origin.cluster());
        check(data, Files.getFileStore(data).getUsableSpace(), first ? FIRST_START : LATER_START);
    }

    static void check(Path data, long free, long needed) {
        if (free < needed) {
            throw new StartRefused("Not enough room on the disk of " + data + ": " + free / MEGABYTE + " MB are free, "
                    + needed / MEGABYTE + " MB are needed; make room, or choose a directory on another disk with throughline.data.");
        }
    }

    static StartRefused explain(Path data, IOException failed) {
        return new StartRefused("The data directory " + data + " cannot be written (" + failed.getMessage()
                + "): make room on that disk, allow it, or choose another directory with throughline.data.", failed);
    }
}
