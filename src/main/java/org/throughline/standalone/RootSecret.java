package org.throughline.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;

/**
 * The key that signs the daily roots, random for each installation, in a file that only its owner may read; its public half beside it, to be
 * carried to where the record is verified; and the file of the roots. None of them is in the database.
 */
final class RootSecret {

    private final Path data;

    RootSecret(Path data) {
        this.data = data;
    }

    /** As {@code throughline.roots.keys} names it; made at the first start. */
    String keys() {
        String key = PrivateFiles.kept(data.resolve("roots.key"), RootSecret::made);
        String[] parts = key.split(":", -1);
        try {
            Files.writeString(data.resolve("roots.pub"), parts[0] + "::" + parts[2] + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return key;
    }

    /** Where the roots are appended. */
    Path file() {
        return data.resolve("roots.jsonl");
    }

    /** With a database that is set aside its roots are set aside too: the next ones begin anew. */
    void setAside(Instant now) {
        try {
            if (Files.exists(file())) {
                Files.move(file(), data.resolve("roots-until-" + now.toEpochMilli() + ".jsonl"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String made() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            Base64.Encoder base64 = Base64.getEncoder();
            return "first:" + base64.encodeToString(pair.getPrivate().getEncoded()) + ":" + base64.encodeToString(pair.getPublic().getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no Ed25519", e);
        }
    }
}
