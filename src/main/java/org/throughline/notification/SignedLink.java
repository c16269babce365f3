package org.throughline.notification;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * A link as it is kept. What stands in a mail is its id and a signature over everything that it is good for: purpose, subject, addressee, end
 * and version.
 */
record SignedLink(UUID id, UUID message, LinkPurpose purpose, UUID subject, UUID to, byte[] addressHash, long version, Instant expires, String key, byte[] tokenHash,
        boolean used, boolean revoked) {

    private static final Base64.Encoder OUT = Base64.getUrlEncoder().withoutPadding();
    private static final int ID = 16;
    private static final int SIGNATURE = 32;

    private String bound() {
        return String.join("|", "link-1", id.toString(), purpose.name(), subject.toString(), String.valueOf(to), HexFormat.of().formatHex(addressHash), Long.toString(version),
                Long.toString(expires.getEpochSecond()));
    }

    /** What stands in the address; empty where its key is not believed any more. */
    Optional<String> token(LinkKeys keys) {
        return keys.sign(key, bound()).map(signature -> OUT.encodeToString(ByteBuffer.allocate(ID + SIGNATURE)
                .putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()).put(signature).array()));
    }

    /** Whether this is it, and nothing of it was changed. */
    boolean is(String token, LinkKeys keys) {
        return MessageDigest.isEqual(hash(token), tokenHash)
                && token(keys).filter(own -> MessageDigest.isEqual(own.getBytes(java.nio.charset.StandardCharsets.US_ASCII), token.getBytes(java.nio.charset.StandardCharsets.US_ASCII))).isPresent();
    }

    /** Which link a token says that it is; empty where it is none. */
    static Optional<UUID> idIn(String token) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            ByteBuffer read = ByteBuffer.wrap(bytes);
            return bytes.length == ID + SIGNATURE ? Optional.of(new UUID(read.getLong(), read.getLong())) : Optional.empty();
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
