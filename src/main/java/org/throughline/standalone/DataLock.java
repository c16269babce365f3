package org.throughline.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One start at a time on one data directory; the operating system lets go of it when the process dies.
 *
 * <p>What this process holds is remembered beside the lock: to open and close the locked file a second time would let go of it.
 */
final class DataLock {

    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path data;
    private final FileChannel channel;

    private DataLock(Path data, FileChannel channel) {
        this.data = data;
        this.channel = channel;
    }

    static DataLock take(Path directory) throws IOException {
        Path data = directory.toRealPath();
        if (!HELD_HERE.add(data)) {
            throw alreadyRuns(directory);
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw alreadyRuns(directory);
            }
            return new DataLock(data, channel);
        } catch (IOException | RuntimeException failed) {
            HELD_HERE.remove(data);
            if (channel != null) {
                channel.close();
            }
            throw failed;
        }
    }

    private static StartRefused alreadyRuns(Path directory) {
        return new StartRefused("Throughline already runs on the data in " + directory
                + ": use that one, stop it first, or choose another directory with throughline.data.");
    }

    boolean isHeld() {
        return channel.isOpen();
    }

    void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            HELD_HERE.remove(data);
        }
    }
}
