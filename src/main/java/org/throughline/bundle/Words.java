package org.throughline.bundle;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Text as it enters the record: Unicode NFC, without white space around it, without characters that nobody can see. */
final class Words {

    private Words() {}

    /** The text in NFC, stripped; null for nothing. */
    static String clean(String text) {
        return text == null || text.isBlank() ? null : Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
    }

    /** Why this text cannot be kept, or null. Tabs and line breaks are text; marks of writing direction are too, and are shown. */
    static String unfit(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            boolean lineOrTab = c == '\n' || c == '\r' || c == '\t';
            if (Character.getType(c) == Character.CONTROL && !lineOrTab) {
                return "The control character U+%04X stands in this text. Delete it.".formatted(c);
            }
            if (Character.getType(c) == Character.SURROGATE || (c & 0xFFFE) == 0xFFFE) {
                return "The text contains U+%04X, which is no character. Delete it, or save the file again as UTF-8.".formatted(c);
            }
            i += Character.charCount(c);
        }
        return null;
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** A value for a sentence: short, on one line. */
    static String shown(String value) {
        String line = value.replaceAll("\\s+", " ");
        return "'" + (line.length() > 60 ? line.substring(0, 57) + "..." : line) + "'";
    }

    static String list(Class<? extends Enum<?>> codes) {
        return Arrays.stream(codes.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    }
}
