package org.throughline.standalone;

import java.nio.file.Path;
import java.util.Map;

/**
 * How to run the embedded server.
 *
 * @param data directory that holds everything of this installation; created when it is not there
 * @param binaries directory in which the unpacked programs are cached
 * @param elsewhere directory for the cluster where another user must run the server and cannot enter {@code data}
 * @param forced how to run the server's programs, or null to choose what this machine allows
 * @param parameters server parameters beside our own, for example {@code fsync}
 */
public record PostgresSettings(Path data, Path binaries, Path elsewhere, RunAs forced, Map<String, String> parameters) {

    public PostgresSettings {
        data = data.toAbsolutePath().normalize();
        binaries = binaries.toAbsolutePath().normalize();
        elsewhere = elsewhere.toAbsolutePath().normalize();
        parameters = Map.copyOf(parameters);
    }

    /** Everything below one directory if possible, and run as this machine allows. */
    public static PostgresSettings in(Path data) {
        return new PostgresSettings(data, data.resolve("postgres"), Path.of("/var/lib"), null, Map.of());
    }

    public PostgresSettings withBinaries(Path cache) {
        return new PostgresSettings(data, cache, elsewhere, forced, parameters);
    }

    public PostgresSettings withElsewhere(Path directory) {
        return new PostgresSettings(data, binaries, directory, forced, parameters);
    }

    public PostgresSettings with(RunAs way) {
        return new PostgresSettings(data, binaries, elsewhere, way, parameters);
    }

    public PostgresSettings with(Map<String, String> serverParameters) {
        return new PostgresSettings(data, binaries, elsewhere, forced, serverParameters);
    }
}
