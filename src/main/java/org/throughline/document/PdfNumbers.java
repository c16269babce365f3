package org.throughline.document;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Before a PDF is opened: numbers by which a reader sets memory aside are as small as on paper. A row of a million million points, or a table of two milliard
 * objects, costs a file twenty letters and the reader all the memory it has.
 */
final class PdfNumbers {

    /** What is set aside for one row of a picture or a table: a scan of A0 has 20,000 points in a row. */
    private static final Map<String, Integer> MOST = Map.of("Columns", 100_000, "Colors", 32, "BitsPerComponent", 32);
    private static final Set<String> PARAMETERS = Set.of("DecodeParms", "DP");
    private static final String SIZE = "Size";
    private static final String INDEX = "Index";
    /** What all tables of one document may list together. A scan has some hundreds. */
    private static final int MOST_OBJECTS = 500_000;

    private static final Pattern NAME = Pattern.compile("/([A-Za-z#][A-Za-z0-9#]{0,60})");
    private static final Pattern NUMBERED_LETTER = Pattern.compile("#([0-9A-Fa-f]{2})");
    private static final Pattern NUMBER = Pattern.compile("\\+?(\\d+)(?![.\\d])([\\s\\x00]++\\d++[\\s\\x00]++R\\b)?");
    private static final Pattern ELSEWHERE = Pattern.compile("\\d[\\s\\x00]++\\d++[\\s\\x00]++R\\b");
    private static final Pattern INSIDE = Pattern.compile("<<.*?>>", Pattern.DOTALL);
    private static final int LONGEST_LIST = 20_000;
    /** How far all lists together are looked through. */
    private static final long MOST_LOOKED = 50_000_000;

    private final String text;
    private long objects;
    private long looked;

    private PdfNumbers(String text) {
        this.text = text;
    }

    /** @throws org.throughline.access.Invalid where a number is too large, or stands where it cannot be seen */
    static void check(String text) {
        new PdfNumbers(text).check();
    }

    private void check() {
        Matcher names = NAME.matcher(text);
        while (names.find()) {
            String name = names.group(1);
            boolean hidden = name.indexOf('#') >= 0;
            String read = hidden ? NUMBERED_LETTER.matcher(name).replaceAll(letter -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(letter.group(1), 16)))) : name;
            if (MOST.containsKey(read) || PARAMETERS.contains(read) || read.equals(SIZE) || read.equals(INDEX)) {
                refuseIf(hidden);
                said(read, PdfStreams.afterSpace(text, names.end()));
            }
        }
    }

    private void said(String name, int at) {
        refuseIf(at < 0);
        if (PARAMETERS.contains(name)) {
            refuseIf(ELSEWHERE.matcher(text).region(at, text.length()).lookingAt() || text.startsWith("[", at) && ELSEWHERE.matcher(INSIDE.matcher(list(at)).replaceAll("")).find());
        } else if (name.equals(INDEX)) {
            objects(list(at));
        } else {
            Matcher number = NUMBER.matcher(text).region(at, text.length());
            if (number.lookingAt()) {
                refuseIf(number.group(2) != null);
                long value = value(number.group(1));
                refuseIf(value > MOST.getOrDefault(name, MOST_OBJECTS));
                objects += name.equals(SIZE) ? value : 0;
            } else {
                refuseIf(text.startsWith("+", at) || ELSEWHERE.matcher(text).region(at, text.length()).lookingAt());
            }
        }
        refuseIf(objects > MOST_OBJECTS);
    }

    /** From where to how many, again and again. */
    private void objects(String list) {
        refuseIf(ELSEWHERE.matcher(list).find() || list.isEmpty());
        boolean howMany = false;
        for (Matcher numbers = NUMBER.matcher(list); numbers.find(); howMany = !howMany) {
            objects += howMany ? value(numbers.group(1)) : 0;
        }
    }

    /** What stands in brackets from here on, without comments; empty where it is no list. */
    private String list(int at) {
        StringBuilder list = new StringBuilder();
        boolean comment = false;
        for (int next = at; text.startsWith("[", at); next++) {
            refuseIf(next >= text.length() || next - at > LONGEST_LIST || ++looked > MOST_LOOKED);
            char one = text.charAt(next);
            comment = one == '%' || comment && one != '\r' && one != '\n';
            if (!comment && one == ']') {
                break;
            }
            list.append(comment ? ' ' : one);
        }
        return list.toString();
    }

    private static long value(String digits) {
        String number = digits.replaceFirst("^0+(?=.)", "");
        return number.length() > 9 ? Integer.MAX_VALUE : Long.parseLong(number);
    }

    private static void refuseIf(boolean so) {
        if (so) {
            throw NotKept.because("This PDF says of itself that it is far larger than paper is, or hides how large it is. Print it and scan the paper, or send a picture of it.");
        }
    }
}
