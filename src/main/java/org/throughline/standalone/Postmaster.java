package org.throughline.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The server process that a cluster's {@code postmaster.pid} speaks of. */
final class Postmaster {

    private Postmaster() {}

    static Path file(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    /** Whether it lives and is this cluster's: the number may meanwhile belong to anything, even to another PostgreSQL. */
    static boolean isAlive(Path cluster) {
        try {
            List<String> lines = Files.readAllLines(file(cluster));
            if (lines.size() < 2 || !lines.get(0).strip().matches("\\d+") || !isSame(Path.of(lines.get(1).strip()), cluster)) {
                return false;
            }
            long pid = Long.parseLong(lines.get(0).strip());
            return Platform.isLinux() ? isOursOnLinux(pid, cluster) : isPostgres(pid);
        } catch (IOException gone) {
            return false;
        }
    }

    private static boolean isOursOnLinux(long pid, Path cluster) throws IOException {
        Path process = Path.of("/proc", String.valueOf(pid));
        return Files.readString(process.resolve("comm")).strip().equals("postgres")
                && !Files.readString(process.resolve("stat")).contains(") Z")
                && isSame(process.resolve("cwd"), cluster);
    }

    private static boolean isPostgres(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .filter(command -> command.contains("postgres"))
                .isPresent();
    }

    private static boolean isSame(Path one, Path other) throws IOException {
        return Files.exists(one) && Files.isSameFile(one, other);
    }
}
