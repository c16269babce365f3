package org.throughline.root;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.throughline.chronology.CanonicalForm;

/**
 * A root with its signature, as it stands in the database, in one line of the file, and in one line of a mail.
 *
 * @param ends where the chains end that have grown; null in a mail, which is short
 */
record SignedRoot(Root root, byte[] signature, List<ChainEnd> ends) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The line of the file: with the ends of the chains. */
    String line() {
        return CanonicalForm.of(with("ends", ends.stream().map(ChainEnd::line).sorted().toList()));
    }

    /** The line of a mail: without them. */
    String shortLine() {
        return CanonicalForm.of(with(null, null));
    }

    private Map<String, Object> with(String name, Object value) {
        Map<String, Object> fields = new TreeMap<>(root.fields());
        fields.put("root", HexFormat.of().formatHex(root.hash()));
        fields.put("signature", Base64.getEncoder().encodeToString(signature));
        if (name != null) {
            fields.put(name, value);
        }
        return fields;
    }

    boolean same(SignedRoot other) {
        return Arrays.equals(root.hash(), other.root.hash());
    }

    /** Whether the ends that stand beside it are those that it was made of. */
    boolean endsAgree() {
        return ends == null || ends.size() == root.changed() && Arrays.equals(ChainEnd.digest(ends), root.heads());
    }

    /**
     * The root in a line; empty where the line is something else, such as the words round it in a mail.
     *
     * @throws IllegalArgumentException where it is meant to be one and cannot be read
     */
    static Optional<SignedRoot> in(String line) {
        String text = line.strip();
        if (!text.startsWith("{") || !text.contains("\"signature\"")) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(text);
            Root root = new Root(number(json, "no"), Instant.parse(text(json, "made_at")), hex(json, "previous"), number(json, "chains"), number(json, "entries"),
                    (int) number(json, "changed"), hex(json, "heads"), text(json, "key"));
            List<ChainEnd> ends = json.has("ends") ? new ArrayList<>() : null;
            if (ends != null) {
                json.get("ends").forEach(end -> ends.add(ChainEnd.of(end.asText())));
            }
            return Optional.of(new SignedRoot(root, Base64.getDecoder().decode(text(json, "signature")), ends));
        } catch (JsonProcessingException | java.time.DateTimeException e) {
            throw new IllegalArgumentException("Not a root: " + e.getMessage(), e);
        }
    }

    private static String text(JsonNode json, String name) {
        if (!json.hasNonNull(name)) {
            throw new IllegalArgumentException("A root without \"" + name + "\"");
        }
        return json.get(name).asText();
    }

    private static long number(JsonNode json, String name) {
        return Long.parseLong(text(json, name));
    }

    private static byte[] hex(JsonNode json, String name) {
        return HexFormat.of().parseHex(text(json, name));
    }
}
