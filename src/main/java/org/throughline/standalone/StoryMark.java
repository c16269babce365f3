package org.throughline.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How far the waiting story of this installation has come; kept beside the database, so that a kill in the middle is seen. */
public final class StoryMark {

    private static final String BEGUN = "begun";
    private static final String TOLD = "told";

    private final Path file;

    public StoryMark(Path data) {
        this.file = data.resolve("story");
    }

    /** Begun and never finished: the database holds half a story. */
    boolean interrupted() {
        return BEGUN.equals(read());
    }

    public boolean told() {
        return TOLD.equals(read());
    }

    public void begin() {
        write(BEGUN);
    }

    public void finish() {
        write(TOLD);
    }

    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read() {
        try {
            return Files.exists(file) ? Files.readString(file).strip() : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String state) {
        try {
            Files.writeString(file, state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
