package org.throughline.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** Files and directories that nobody but their owner may read. */
public final class PrivateFiles {

    private PrivateFiles() {}

    /** An empty file with mode 0600 from the moment that it exists; replaces what an interrupted start left. */
    public static Path create(Path file) throws IOException {
        Files.deleteIfExists(file);
        if (Platform.isWindows()) {
            return Files.createFile(file);
        }
        return Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** What such a file holds; made at the first time, whole or not at all. */
    static String kept(Path file, Supplier<String> made) {
        try {
            if (Files.notExists(file)) {
                Path unfinished = create(file.resolveSibling(file.getFileName() + ".new"));
                Files.writeString(unfinished, made.get());
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("A secret cannot be kept in " + file, e);
        }
    }

    /** Whether any user may walk from the root down into this directory; looks at the nearest one that exists. */
    static boolean canBeEnteredByAll(Path directory) throws IOException {
        for (Path at = directory; at != null; at = at.getParent()) {
            if (Files.exists(at) && !PosixFilePermissions.toString(Files.getPosixFilePermissions(at)).endsWith("x")) {
                return false;
            }
        }
        return true;
    }
}
