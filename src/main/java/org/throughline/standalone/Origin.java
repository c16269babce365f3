package org.throughline.standalone;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/**
 * How the data of this installation was made. Data made one way does not open another way.
 *
 * @param home where the cluster lies: below the data directory, or elsewhere when another user could not enter that
 */
record Origin(int major, RunAs runAs, String user, Path home) {

    static final int MAJOR = 17;
    private static final String FILE = "made.properties";

    /** What is written there, or a fresh decision, written down before anything is made. */
    static Origin of(PostgresSettings settings) throws IOException {
        Path file = settings.data().resolve(FILE);
        if (Files.exists(file)) {
            Origin before = read(file);
            before.mustFit(settings);
            return before;
        }
        Origin now = decide(settings);
        if (Files.exists(now.cluster().resolve("PG_VERSION"))) {
            throw new StartRefused("The directory " + now.cluster() + " holds a PostgreSQL cluster that this application did not"
                    + " make: choose another directory with throughline.data, or move that one away.");
        }
        now.write(file);
        return now;
    }

    Path cluster() {
        return home.resolve("cluster");
    }

    private static Origin decide(PostgresSettings settings) throws IOException {
        RunAs way = settings.forced() != null ? settings.forced() : RunAs.available();
        Path below = settings.data().resolve("postgres");
        if (way != RunAs.OTHER_USER) {
            return new Origin(MAJOR, way, "", below);
        }
        Path home = PrivateFiles.canBeEnteredByAll(below)
                ? below
                : settings.elsewhere().resolve("throughline-" + Integer.toHexString(settings.data().toString().hashCode()));
        return new Origin(MAJOR, way, RunAs.otherUser(), home);
    }

    private void mustFit(PostgresSettings settings) {
        if (major != MAJOR) {
            throw new StartRefused("The data in " + settings.data() + " was made by PostgreSQL " + major + " and does not open with "
                    + MAJOR + ": start the version of this application that made it, or choose another directory with"
                    + " throughline.data.");
        }
        RunAs way = settings.forced() != null ? settings.forced() : RunAs.available();
        boolean fits = way == runAs || way == RunAs.USER_NAMESPACE && runAs == RunAs.OTHER_USER;
        if (!fits) {
            throw new StartRefused("The data in " + settings.data() + " was made " + runAs.described(user) + " and does not open "
                    + way.described(RunAs.OTHER_USER == way ? RunAs.otherUser() : "")
                    + ": start it the same way as before, or choose another directory with throughline.data.");
        }
    }

    private static Origin read(Path file) throws IOException {
        Properties lines = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            lines.load(in);
        }
        return new Origin(
                Integer.parseInt(lines.getProperty("major")),
                RunAs.valueOf(lines.getProperty("run-as")),
                lines.getProperty("user"),
                file.resolveSibling(lines.getProperty("home")).normalize());
    }

    private void write(Path file) throws IOException {
        Properties lines = new Properties();
        lines.setProperty("major", String.valueOf(major));
        lines.setProperty("run-as", runAs.name());
        lines.setProperty("user", user);
        lines.setProperty("home", home.startsWith(file.getParent()) ? file.getParent().relativize(home).toString() : home.toString());
        Path unfinished = PrivateFiles.create(file.resolveSibling(FILE + ".new"));
        try (Writer out = Files.newBufferedWriter(unfinished)) {
            lines.store(out, "How the data here was made; do not edit");
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
