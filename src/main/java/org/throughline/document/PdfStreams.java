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

    /** What all streams of one document may unfold to. */
    private static final long UNFOLDED = 400_000_000;
    private static final Pattern STREAM = Pattern.compile("(?<!end)stream\r?\n");
    /** Packed in a way that cannot be measured here: twice, or in the old way of no scanner in use. A name can be written in numbers to hide it. */
    private static final Pattern UNMEASURED = Pattern.compile("/LZWDecode|/LZW\\b|/Filter\\s*\\[[^\\]]{0,200}/Fl(?:ateDecode)?[^\\]]{0,200}/Fl(?:ateDecode)?\\b|/Filter\\s*\\[?\\s*/[A-Za-z]*#");

    private PdfStreams() {}

    /** @throws org.throughline.access.Invalid where it unfolds to too much, or that cannot be told */
    static void check(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        if (UNMEASURED.matcher(text).find()) {
            throw NotKept.because("This PDF is packed in a way that is not taken. Print it and scan the paper, or send a picture of it.");
        }
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

    /** What is not packed unfolds to nothing. */
    private static long unfolded(byte[] content, int from, long most, byte[] thrownAway) {
        Inflater inflater = new Inflater();
        long unfolded = 0;
        try {
            inflater.setInput(content, from, content.length - from);
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
