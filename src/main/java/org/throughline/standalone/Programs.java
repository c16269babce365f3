package org.throughline.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs other programs and waits for them. */
final class Programs {

    private static final long LONGEST_SECONDS = 180;

    private Programs() {}

    static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return ended(process, command[0]) == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    static String output(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            ended(process, command[0]);
            return text;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Writes what the program says to a file: a server that it leaves behind would keep a pipe open. */
    static int run(List<String> command, Path directory, Path saying) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(saying.toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        return ended(builder.start(), command.get(0));
    }

    private static int ended(Process process, String name) {
        try {
            if (process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            throw new StartRefused(name + " did not end within " + LONGEST_SECONDS + " seconds and was stopped.");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + name, interrupted);
        }
    }
}
