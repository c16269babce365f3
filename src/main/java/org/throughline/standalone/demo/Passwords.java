package org.throughline.standalone.demo;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Properties;

/** The demo people's passwords: random for each installation, kept in a file that only its owner may read. */
final class Passwords {

    /** Without letters and digits that look alike. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int LENGTH = 12;

    private final Path file;
    private final Properties kept = new Properties();
    private final SecureRandom random = new SecureRandom();

    Passwords(Path file) {
        this.file = file;
        try {
            if (Files.exists(file)) {
                try (Reader in = Files.newBufferedReader(file)) {
                    kept.load(in);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The password of a person; made at the first asking. */
    String of(String username) {
        return kept.computeIfAbsent(username, name -> fresh()).toString();
    }

    private String fresh() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }

    void keep() {
        try (Writer out = Files.newBufferedWriter(org.throughline.standalone.PrivateFiles.create(file))) {
            kept.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
