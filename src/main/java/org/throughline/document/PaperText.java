package org.throughline.document;

import java.text.Normalizer;

/** Words as they can stand on paper: in NFC; signs that turn the direction of writing are shown, other invisible control signs left out. */
final class PaperText {

    private PaperText() {}

    static String clean(String words) {
        StringBuilder clean = new StringBuilder(words.length());
        Normalizer.normalize(words, Normalizer.Form.NFC).codePoints().forEach(sign -> {
            if (sign >= 0x202A && sign <= 0x202E || sign >= 0x2066 && sign <= 0x2069 || sign == 0x200E || sign == 0x200F || sign == 0x061C) {
                clean.append("[U+").append(String.format("%04X", sign)).append(']');
            } else if (sign == '\n' || sign == '\t' || !Character.isISOControl(sign) && Character.getType(sign) != Character.SURROGATE && sign != 0xFFFE && sign != 0xFFFF) {
                clean.appendCodePoint(sign);
            }
        });
        return clean.toString();
    }
}
