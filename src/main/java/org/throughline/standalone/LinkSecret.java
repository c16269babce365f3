package org.throughline.standalone;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The key that signs links, random for each installation, in a file of its own that only its owner may read: never in the database. */
final class LinkSecret {

    private static final int BYTES = 32;

    private LinkSecret() {}

    /** As {@code throughline.links.keys} names it; made at the first start. */
    static String in(Path data) {
        return PrivateFiles.kept(data.resolve("links.key"), () -> {
            byte[] secret = new byte[BYTES];
            new SecureRandom().nextBytes(secret);
            return "first:" + Base64.getEncoder().encodeToString(secret);
        });
    }
}
