package org.throughline.root;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.throughline.chronology.CanonicalForm;

/** Where a chain ended when a root was made: its last entry and that one's hash. Ids and numbers only, nothing about a family. */
record ChainEnd(UUID casefileId, long seq, byte[] hash) {

    /** The digest of these, in the order of their files. */
    static byte[] digest(List<ChainEnd> ends) {
        return CanonicalForm.contentHash(new byte[0], ends.stream().sorted(Comparator.comparing(end -> end.casefileId.toString())).map(ChainEnd::line)
                .collect(Collectors.joining("\n")));
    }

    /** Three words: file, number, hash. */
    String line() {
        return casefileId + " " + seq + " " + HexFormat.of().formatHex(hash);
    }

    /** @throws IllegalArgumentException where it is not such a line */
    static ChainEnd of(String line) {
        String[] words = line.split(" ");
        if (words.length != 3) {
            throw new IllegalArgumentException("Not the end of a chain");
        }
        return new ChainEnd(UUID.fromString(words[0]), Long.parseLong(words[1]), HexFormat.of().parseHex(words[2]));
    }

    /** What is signed is bytes. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
