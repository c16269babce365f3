package org.throughline.root;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The copy of the roots in a file: one line each, only ever appended to. */
final class RootFile {

    private final Path file;

    RootFile(Path file) {
        this.file = file;
    }

    /**
     * What stands in it; empty where there is no file yet.
     *
     * @throws IllegalArgumentException where a line cannot be read
     */
    List<SignedRoot> read() throws IOException {
        List<SignedRoot> roots = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                SignedRoot.in(line).ifPresent(roots::add);
            }
        }
        return roots;
    }

    /** Appends these and waits until the disk has them. */
    void append(List<SignedRoot> roots) throws IOException {
        if (roots.isEmpty()) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        roots.forEach(root -> lines.append(root.line()).append('\n'));
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND); FileLock alone = out.lock()) {
            ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
