package org.throughline.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.util.FileSystemUtils;

/** One PostgreSQL cluster on disk and the programs that make, start and stop it. */
final class Cluster {

    static final String SUPERUSER = "postgres";
    /**
     * A page found through an index costs little more than the next one of a scan, for the data is on this machine's disk or in its memory: so
     * a statement planned while its table was small, which a connection keeps for long, is planned well for the table that it becomes.
     */
    private static final Map<String, String> PARAMETERS = Map.of(
            "random_page_cost", "1.1",
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            "max_connections", "50",
            "shared_buffers", "64MB",
            "timezone", "UTC",
            "log_timezone", "UTC");

    private final Origin origin;
    private final Path bin;
    private final Path sayings;
    private final Map<String, String> parameters;

    /** What the programs say goes to the data directory: we write it ourselves, and home may belong to another user. */
    private Cluster(Origin origin, Path programs, Path sayings, Map<String, String> parameters) {
        this.origin = origin;
        this.bin = programs.resolve("bin");
        this.sayings = sayings;
        this.parameters = parameters;
    }

    static Cluster of(PostgresSettings settings, Origin origin) throws IOException {
        Files.createDirectories(origin.home());
        Path cache = settings.binaries();
        if (origin.runAs() == RunAs.OTHER_USER) {
            giveTo(origin.user(), origin.home());
            cache = PrivateFiles.canBeEnteredByAll(cache) ? cache : origin.home();
        }
        Map<String, String> all = new TreeMap<>(PARAMETERS);
        all.putAll(settings.parameters());
        return new Cluster(origin, PostgresBinaries.in(cache), settings.data(), all);
    }

    boolean exists() {
        return Files.isDirectory(origin.cluster());
    }

    /** Made beside its place and moved there when complete, so that an interrupted start leaves no half a cluster. */
    void create(String password) throws IOException {
        Path unfinished = origin.home().resolve("cluster.new");
        FileSystemUtils.deleteRecursively(unfinished);
        Path passwordFile = PrivateFiles.create(origin.home().resolve("initdb.password"));
        try {
            Files.writeString(passwordFile, password);
            if (origin.runAs() == RunAs.OTHER_USER) {
                giveTo(origin.user(), passwordFile);
            }
            run("initdb", "-D", unfinished.toString(), "-U", SUPERUSER, "-A", "scram-sha-256",
                    "--pwfile=" + passwordFile, "--encoding=UTF8", "--locale=C", "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8", "--data-checksums", needNotLast() ? "--no-sync" : "--sync-method=fsync");
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        Files.move(unfinished, origin.cluster(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** A server that does not wait for its disk need not do so while it is made. */
    private boolean needNotLast() {
        return "off".equals(parameters.get("fsync"));
    }

    /** A server of this cluster that outlived its application is stopped; another's process number is only forgotten. */
    void stopOrphan() throws IOException {
        if (!Files.exists(Postmaster.file(origin.cluster()))) {
            return;
        }
        if (Postmaster.isAlive(origin.cluster())) {
            stop();
        }
        Files.deleteIfExists(Postmaster.file(origin.cluster()));
    }

    void start(int port) throws IOException {
        StringBuilder options = new StringBuilder("-c port=" + port);
        parameters.forEach((name, value) -> options.append(" -c ").append(name).append("=").append(value));
        run("pg_ctl", "start", "-w", "-t", "120", "-D", origin.cluster().toString(),
                "-l", serverLog().toString(), "-o", options.toString());
    }

    void stop() {
        try {
            run("pg_ctl", "stop", "-w", "-t", "60", "-m", "fast", "-D", origin.cluster().toString());
        } catch (IOException | StartRefused alreadyGone) {
            if (Postmaster.isAlive(origin.cluster())) {
                throw new IllegalStateException("PostgreSQL did not stop", alreadyGone);
            }
        }
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(bin.resolve(program).toString()));
        command.addAll(List.of(arguments));
        Path saying = sayings.resolve(program + ".log");
        int code = Programs.run(origin.runAs().command(origin.user(), command), origin.home(), saying);
        if (code != 0) {
            throw new StartRefused("PostgreSQL's " + program + " " + arguments[0] + " failed with code " + code + ": "
                    + lastWords(saying) + " (all of it in " + saying + " and "
                    + serverLog() + ").");
        }
    }

    private Path serverLog() {
        return origin.home().resolve("server.log");
    }

    private static String lastWords(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1).strip();
    }

    private static void giveTo(String user, Path path) throws IOException {
        Files.setOwner(path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
    }
}
