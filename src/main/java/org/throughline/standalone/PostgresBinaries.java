package org.throughline.standalone;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** The server's programs, unpacked once from the class path. */
final class PostgresBinaries {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresBinaries.class);

    private PostgresBinaries() {}

    /** The directory with {@code bin}, {@code lib} and {@code share}; unpacks them on the first call for this archive. */
    static Path in(Path cache) throws IOException {
        Path ready = cache.resolve("programs-" + digest().substring(0, 12));
        if (Files.isDirectory(ready)) {
            return ready;
        }
        LOG.info("First start: unpacking PostgreSQL (once, a few seconds) ...");
        Path unfinished = cache.resolve(ready.getFileName() + "." + ProcessHandle.current().pid());
        FileSystemUtils.deleteRecursively(unfinished);
        unpack(unfinished);
        try {
            Files.move(unfinished, ready, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            FileSystemUtils.deleteRecursively(unfinished);
            if (!Files.isDirectory(ready)) {
                throw failed;
            }
        }
        return ready;
    }

    private static void unpack(Path target) throws IOException {
        Files.createDirectories(target.getParent());
        directory(target, target.getParent());
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive())))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(tar, entry, target);
            }
        }
    }

    private static void write(InputStream content, TarArchiveEntry entry, Path target) throws IOException {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("the archive leads outside its directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
            directory(path, target);
            return;
        }
        directory(path.getParent(), target);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, path);
        boolean executable = (entry.getMode() & 0100) != 0;
        allow(path, executable ? "rwxr-xr-x" : "rw-r--r--");
    }

    /** Readable by all whatever the umask, because another user may have to run the programs. */
    private static void directory(Path path, Path below) throws IOException {
        if (!path.equals(below) && !Files.isDirectory(path)) {
            directory(path.getParent(), below);
            Files.createDirectory(path);
            allow(path, "rwxr-xr-x");
        }
    }

    private static void allow(Path path, String permissions) throws IOException {
        if (!Platform.isWindows()) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    private static String digest() throws IOException {
        try (DigestInputStream in = new DigestInputStream(archive(), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static InputStream archive() {
        InputStream found = PostgresBinaries.class.getResourceAsStream(Platform.archive());
        if (found == null) {
            throw new StartRefused("No PostgreSQL is packed for this kind of machine (" + Platform.archive().substring(1)
                    + "): name a server of your own with spring.datasource.url (see operations.md).");
        }
        return found;
    }
}
