package org.throughline.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes UTF-8 strictly and names every line that is something else. A byte order mark at the beginning is left out. */
final class Utf8 {

    private static final String MEND = "This line is not UTF-8: a letter of it was saved in another encoding. Save the file again as UTF-8 (in Excel: 'CSV UTF-8').";

    private static final int MOST_BYTES = 8 * 1024 * 1024;

    private Utf8() {}

    /** The text of a table, or null after a fault; no table is larger than 8 MB. */
    static String table(String file, InputStream csv, FaultList faults) {
        try {
            byte[] bytes = csv.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                faults.add(Place.file(file), "The table is larger than " + MOST_BYTES / 1024 / 1024 + " MB. Check that it is the right file.");
                return null;
            }
            return decode(file, bytes, faults);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text, or null after a fault. */
    static String decode(String file, byte[] bytes, FaultList faults) {
        int start = bytes.length >= 3 && (bytes[0] & 0xFF) == 0xEF && (bytes[1] & 0xFF) == 0xBB && (bytes[2] & 0xFF) == 0xBF ? 3 : 0;
        CharBuffer text = CharBuffer.allocate(bytes.length - start);
        boolean sound = true;
        int line = 1;
        for (int from = start; from < bytes.length; line++) {
            int to = from;
            while (to < bytes.length && bytes[to] != '\n') {
                to++;
            }
            to = Math.min(to + 1, bytes.length);
            int before = text.position();
            if (malformed(bytes, from, to, text)) {
                faults.add(new Place(file, line, text.position() - before + 1, ""), MEND);
                sound = false;
            }
            from = to;
        }
        return sound ? text.flip().toString() : null;
    }

    private static boolean malformed(byte[] bytes, int from, int to, CharBuffer into) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes, from, to - from), into, true);
        return result.isError();
    }
}
