package org.throughline.root;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The Ed25519 keys of the daily root, outside the database: {@code name:private:public}, both in base64 (PKCS 8, X.509), the newest first,
 * separated by commas. The first that has its private half signs. One that signs no more stays as {@code name::public}, so that what it
 * signed is still believed.
 */
final class RootKeys {

    private static final String ED25519 = "Ed25519";
    private static final String WRONG = "throughline.roots.keys names Ed25519 keys as name:private:public in base64 (name::public for one that only verifies), each name once, "
            + "separated by commas.";

    private final Map<String, PublicKey> publics = new LinkedHashMap<>();
    private final String signs;
    private final PrivateKey secret;

    /** @throws IllegalArgumentException where a key cannot be read, or its halves do not belong together; the message never shows it */
    RootKeys(String configured) {
        String first = null;
        PrivateKey of = null;
        for (String one : configured.isBlank() ? new String[0] : configured.strip().split("\\s*,\\s*")) {
            String[] parts = one.split(":", -1);
            if (parts.length != 3 || !parts[0].matches("[A-Za-z0-9_-]{1,40}") || publics.containsKey(parts[0])) {
                throw new IllegalArgumentException(WRONG);
            }
            try {
                KeyFactory keys = KeyFactory.getInstance(ED25519);
                publics.put(parts[0], keys.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(parts[2]))));
                if (first == null && !parts[1].isEmpty()) {
                    first = parts[0];
                    of = keys.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(parts[1])));
                }
            } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
                throw new IllegalArgumentException(WRONG);
            }
        }
        this.signs = first;
        this.secret = of;
        if (first != null && !believes(first, new byte[] {1}, sign(new byte[] {1}))) {
            throw new IllegalArgumentException(WRONG);
        }
    }

    /** The name of the key that signs now; empty where none is set. */
    Optional<String> present() {
        return Optional.ofNullable(signs);
    }

    byte[] sign(byte[] what) {
        try {
            Signature signature = Signature.getInstance(ED25519);
            signature.initSign(secret);
            signature.update(what);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot sign with " + ED25519, e);
        }
    }

    /** Whether this is the signature of the key of that name; false where no such key is known. */
    boolean believes(String key, byte[] what, byte[] signed) {
        PublicKey of = publics.get(key);
        if (of == null) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(ED25519);
            signature.initVerify(of);
            signature.update(what);
            return signature.verify(signed);
        } catch (GeneralSecurityException notASignature) {
            return false;
        }
    }

    boolean believes(SignedRoot signed) {
        return believes(signed.root().key(), signed.root().toSign(), signed.signature());
    }
}
