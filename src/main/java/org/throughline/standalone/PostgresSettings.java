package org.throughline.standalone;

import java.nio.file.Path;
import java.util.Map;

/**
 * How to run the embedded server.
 *
 * @param data directory that holds everything of this installation; created when it is not there
 * @param binaries directory in which the unpacked programs are cached
 * @param forced how to run the server's programs, or null to choose what this machine allows
 * @param parameters server parameters beside our own, for example {@code fsync}
 */
public record PostgresSettings(Path data, Path binaries, RunAs forced, Map<String, String> parameters) {

    public PostgresSettings {
        data = data.toAbsolutePath().normalize();
        binaries = binaries.toAbsolutePath().normalize();
        parameters = Map.copyOf(parameters);
    }

    /** Everything below one directory, nothing forced. */
    public static PostgresSettings in(Path data) {
        return new PostgresSettings(data, data.resolve("postgres"), null, Map.of());
    }
}
