package org.throughline.notification;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The keys that sign links, outside the database ({@code throughline.links.keys}: {@code name:base64}, the newest first, separated by commas).
 * The first signs; every one that is named is still believed, so that a key is changed by putting a new one in front and taking the old one
 * out when its links have expired. Without a key no message with a link is sent.
 */
@Component
final class LinkKeys {

    private static final String MAC = "HmacSHA256";
    private static final int SHORTEST = 32;

    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();

    /** @throws IllegalArgumentException where a key is too short, named twice or not base64; the message never shows it */
    LinkKeys(@Value("${throughline.links.keys:}") String configured) {
        for (String one : configured.isBlank() ? new String[0] : configured.strip().split("\\s*,\\s*")) {
            String[] pair = one.split(":", 2);
            byte[] secret = pair.length == 2 && pair[0].matches("[A-Za-z0-9_-]{1,40}") ? decoded(pair[1]) : new byte[0];
            if (secret.length < SHORTEST || keys.putIfAbsent(pair[0], new SecretKeySpec(secret, MAC)) != null) {
                throw new IllegalArgumentException("throughline.links.keys names keys as name:base64 of at least 32 random bytes, each name once, separated by commas.");
            }
        }
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    /** The name of the key that signs now; empty where none is set. */
    Optional<String> present() {
        return keys.keySet().stream().findFirst();
    }

    /** The signature by this key; empty where it is not believed any more. */
    Optional<byte[]> sign(String key, String text) {
        SecretKeySpec secret = keys.get(key);
        if (secret == null) {
            return Optional.empty();
        }
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(secret);
            return Optional.of(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + MAC, e);
        }
    }
}
