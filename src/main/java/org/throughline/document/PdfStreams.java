package org.throughline.document;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Before a PDF is opened: a small file that unfolds to a huge one is refused without unfolding it in memory. The dictionaries of streams
 * always stand in a PDF as they are, so what they say can be read without opening it.
 */
final class PdfStreams {

    /** What all streams of one document may unfold to: one of them the reader unfolds in memory, and others work beside it. */
    private static final long UNFOLDED = Math.min(400_000_000, Runtime.getRuntime().maxMemory() / 4);
    /** As the reader takes it: spaces and any end of line after the word, or none. */
    private static final Pattern STREAM = Pattern.compile("(?<!end)stream *(?:\r\n|\r|\n)?");
    /** The word that says how a stream is packed, with letters written in numbers too; the reader takes its short form as well. */
    private static final Pattern HOW = Pattern.compile("/(?:((?:F|#46)(?:i|#69)(?:l|#6[cC])(?:t|#74)(?:e|#65)(?:r|#72))|(?:F|#46))(?![A-Za-z0-9#_.-])");
    private static final String ONCE = "/(?!LZW|RunLength|RL\\b)[A-Za-z][A-Za-z0-9.]*+";
    private static final String INSIDE = "/(?:DCT|CCF|CCITTFax|JBIG2|JPX)(?:Decode)?+";
    /** One name, or one and then a picture. What is written in letters beside it, packed again, or named elsewhere cannot be measured here. */
    private static final Pattern MEASURED = Pattern.compile("null\\b|" + ONCE + "(?!#)|\\[[\\s\\x00]*+(?:" + ONCE + "[\\s\\x00]*+)?(?:" + INSIDE + "[\\s\\x00]*+)*+\\]");
    private static final Pattern UNMEASURED_SHORT = Pattern.compile("/(?:LZW|RL\\b|RunLength|[A-Za-z0-9]*#)|\\d+[\\s\\x00]+\\d+[\\s\\x00]+R|\\[[\\s\\x00]*+(?:[/%]|null|\\d+[\\s\\x00]+\\d)");
    private static final int ZLIB_HEADER = 2;
    private static final int LONGEST_SPACE = 1_000;

    private PdfStreams() {}

    /** @throws org.throughline.access.Invalid where it unfolds to too much, or that cannot be told */
    static void check(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        refuseUnmeasured(text);
        PdfNumbers.check(text);
        long left = UNFOLDED;
        Matcher streams = STREAM.matcher(text);
        byte[] thrownAway = new byte[65_536];
        while (streams.find()) {
            left -= unfolded(content, streams.end(), left, thrownAway);
            if (left <= 0) {
                throw NotKept.because("This PDF unfolds to far more than it seems. Print it and scan the paper, or send a picture of it.");
            }
        }
    }

    /** Packed in a way that cannot be measured here: twice, or in the old ways of no scanner in use. */
    private static void refuseUnmeasured(String text) {
        Matcher how = HOW.matcher(text);
        Matcher measured = MEASURED.matcher(text);
        Matcher unmeasuredShort = UNMEASURED_SHORT.matcher(text);
        while (how.find()) {
            int said = afterSpace(text, how.end());
            if (said < 0 || (how.group(1) != null ? !measured.region(said, text.length()).lookingAt() : unmeasuredShort.region(said, text.length()).lookingAt())) {
                throw NotKept.because("This PDF is packed in a way that is not taken. Print it and scan the paper, or send a picture of it.");
            }
        }
    }

    /** Past space and comments; -1 where there is more of them than anybody writes. */
    static int afterSpace(String text, int from) {
        boolean comment = false;
        for (int at = from; at < from + LONGEST_SPACE; at++) {
            char one = at < text.length() ? text.charAt(at) : 'x';
            comment = one == '%' || comment && one != '\r' && one != '\n' && at < text.length();
            if (!comment && one > ' ') {
                return at;
            }
        }
        return -1;
    }

    /** What is not packed unfolds to nothing. The reader believes no header and no check sum, so neither counts here. */
    private static long unfolded(byte[] content, int from, long most, byte[] thrownAway) {
        int begins = Math.min(from + ZLIB_HEADER, content.length);
        Inflater inflater = new Inflater(true);
        long unfolded = 0;
        try {
            inflater.setInput(content, begins, content.length - begins);
            int now = inflater.inflate(thrownAway);
            while (now > 0 && unfolded <= most) {
                unfolded += now;
                now = inflater.inflate(thrownAway);
            }
        } catch (DataFormatException notPacked) {
            return unfolded;
        } finally {
            inflater.end();
        }
        return unfolded;
    }
}
