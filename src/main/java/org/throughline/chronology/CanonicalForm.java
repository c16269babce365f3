package org.throughline.chronology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * Canonical form, version 1, of what a chain is made of: RFC 8785 JSON in UTF-8, text in Unicode NFC, moments in UTC with
 * six digits of a second, absent fields left out.
 *
 * <p>{@code content_hash = SHA-256(salt, canonical content)}; {@code hash = SHA-256(previous hash, canonical header)},
 * where the header holds the format version, the file, the sequence number, ids, times, codes and the content hash.
 */
public final class CanonicalForm {

    /** The version written into every header. */
    public static final int VERSION = 1;

    /** The hash before the first entry of a chain. */
    public static final int HASH_LENGTH = 32;

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final ObjectMapper JSON = new ObjectMapper();

    private CanonicalForm() {}

    /** The canonical text of these fields; null values and empty texts are left out. */
    public static String of(Map<String, ?> fields) {
        try {
            return new JsonCanonicalizer(JSON.writeValueAsString(fields)).getEncodedString();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("These fields have no canonical form", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Text in NFC with surrounding white space removed; null for nothing. */
    public static String text(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
    }

    /** A moment in UTC with six digits of a second. */
    public static String moment(Instant instant) {
        return MOMENT.format(instant);
    }

    /** A moment as the database keeps it: cut to microseconds. */
    public static Instant kept(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    /** SHA-256 over the salt and the canonical content. */
    public static byte[] contentHash(byte[] salt, String canonicalContent) {
        return sha256(salt, canonicalContent.getBytes(StandardCharsets.UTF_8));
    }

    /** SHA-256 over the previous hash and the canonical header. */
    public static byte[] chainHash(byte[] previousHash, String canonicalHeader) {
        return sha256(previousHash, canonicalHeader.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
