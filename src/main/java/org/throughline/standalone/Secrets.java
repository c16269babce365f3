package org.throughline.standalone;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** Three random passwords of this installation, kept in a file that only its owner may read. */
record Secrets(String superuser, String owner, String app) {

    static Secrets in(Path file) throws IOException {
        return Files.exists(file) ? read(file) : create(file);
    }

    private static Secrets read(Path file) throws IOException {
        Properties lines = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            lines.load(in);
        }
        return new Secrets(
                lines.getProperty("superuser"), lines.getProperty("throughline_owner"), lines.getProperty("throughline_app"));
    }

    private static Secrets create(Path file) throws IOException {
        Secrets made = new Secrets(random(), random(), random());
        Properties lines = new Properties();
        lines.setProperty("superuser", made.superuser);
        lines.setProperty("throughline_owner", made.owner);
        lines.setProperty("throughline_app", made.app);
        Path unfinished = PrivateFiles.create(file.resolveSibling(file.getFileName() + ".new"));
        try (Writer out = Files.newBufferedWriter(unfinished)) {
            lines.store(out, null);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        return made;
    }

    private static String random() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "Secrets[not shown]";
    }
}
