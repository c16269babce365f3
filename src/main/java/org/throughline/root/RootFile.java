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
import java.util.function.UnaryOperator;

/** The copy of the roots in a file: one line each, only ever appended to. */
final class RootFile {

    /** A lock of a file keeps other processes away, and fails within one. */
    private static final Object WITHIN_THIS_NODE = new Object();

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

    /**
     * Appends what is missing and waits until the disk has it. Nobody else looks at the file or writes to it meanwhile: two that did so at once would each
     * append what both had missed.
     *
     * @param missing what is to be appended, by what stands in the file
     * @throws IllegalArgumentException where a line cannot be read
     */
    void append(UnaryOperator<List<SignedRoot>> missing) throws IOException {
        synchronized (WITHIN_THIS_NODE) {
            if (file.toAbsolutePath().getParent() != null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND); FileLock alone = out.lock()) {
                StringBuilder lines = new StringBuilder();
                missing.apply(read()).forEach(root -> lines.append(root.line()).append('\n'));
                ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                if (lines.length() > 0) {
                    out.force(true);
                }
            }
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
