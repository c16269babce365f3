package org.throughline.root;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.throughline.chronology.CanonicalForm;

/**
 * What is signed once a day: how many chains and entries there are, where the chains end that have grown, and the root before. Each root
 * therefore stands for all that was ever filed until then.
 *
 * @param no      1, 2, 3 ...
 * @param changed how many chains have grown since the root before
 * @param heads   {@link ChainEnd#digest} of these
 * @param key     the name of the key that signs it
 */
record Root(long no, Instant madeAt, byte[] previous, long chains, long entries, int changed, byte[] heads, String key) {

    private static final String SIGNED = "throughline daily root, format 1\n";

    /** The fields in their canonical form, from which the hash follows. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new TreeMap<>();
        fields.put("format", CanonicalForm.VERSION);
        fields.put("no", no);
        fields.put("made_at", CanonicalForm.moment(madeAt));
        fields.put("previous", HexFormat.of().formatHex(previous));
        fields.put("chains", chains);
        fields.put("entries", entries);
        fields.put("changed", changed);
        fields.put("heads", HexFormat.of().formatHex(heads));
        fields.put("key", key);
        return fields;
    }

    byte[] hash() {
        return CanonicalForm.chainHash(previous, CanonicalForm.of(fields()));
    }

    /** The bytes under the signature. They begin with what they are, so that no signature for another purpose fits. */
    byte[] toSign() {
        return ChainEnd.bytes(SIGNED + HexFormat.of().formatHex(hash()));
    }
}
