package org.throughline.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;

/** The key that signs links, random for each installation, in a file of its own that only its owner may read: never in the database. */
final class LinkSecret {

    private static final int BYTES = 32;

    private LinkSecret() {}

    /** As {@code throughline.links.keys} names it; made at the first start. */
    static String in(Path data) {
        Path file = data.resolve("links.key");
        try {
            if (Files.notExists(file)) {
                byte[] secret = new byte[BYTES];
                new SecureRandom().nextBytes(secret);
                Path unfinished = PrivateFiles.create(data.resolve("links.key.new"));
                Files.writeString(unfinished, "first:" + Base64.getEncoder().encodeToString(secret));
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The key for signed links cannot be kept in " + data, e);
        }
    }
}
