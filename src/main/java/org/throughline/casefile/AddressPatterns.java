package org.throughline.casefile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The ways in which people write one address: spaced, cased and punctuated as they like, with the usual abbreviations, as a whole or in part - its first
 * line, its street with or without the number, its postcode. A town alone is no address.
 */
final class AddressPatterns {

    private static final int SHORTEST = 6;
    private static final List<List<String>> STREETS = List.of(List.of("street", "st", "str"), List.of("road", "rd"), List.of("avenue", "ave", "av"), List.of("lane", "ln", "la"),
            List.of("close", "cl", "clo"), List.of("court", "ct", "crt"), List.of("drive", "dr", "drv"), List.of("crescent", "cres", "cr", "cresc"), List.of("place", "pl"),
            List.of("square", "sq"), List.of("terrace", "terr", "ter", "tce"), List.of("gardens", "gdns", "gdn", "garden"), List.of("grove", "gr", "gro"), List.of("park", "pk"),
            List.of("way", "wy"), List.of("walk", "wlk"), List.of("mews", "mws"), List.of("row"), List.of("hill", "hl"), List.of("green", "grn"), List.of("rise"),
            List.of("parade", "pde"), List.of("quay"), List.of("wharf"), List.of("view", "vw"), List.of("vale"), List.of("circus"), List.of("broadway", "bdwy"), List.of("bank"));
    private static final List<List<String>> OTHERS = List.of(List.of("flat", "flt", "fl", "apartment", "apt", "unit", "room", "rm"), List.of("house", "hse", "ho"),
            List.of("building", "bldg"), List.of("buildings", "bldgs"), List.of("saint", "st"), List.of("mount", "mt"), List.of("north", "n", "nth"), List.of("south", "s", "sth"),
            List.of("east", "e"), List.of("west", "w"), List.of("upper", "upr"), List.of("lower", "lwr"), List.of("great", "gt"), List.of("little", "lt"), List.of("and", "&"),
            List.of("ground floor", "gff", "gf"));
    private static final Map<String, List<String>> STREET = byWord(STREETS);
    private static final Map<String, List<String>> OTHER = byWord(OTHERS);
    private static final Pattern POSTCODE = Pattern.compile("(?i)(?<![A-Z0-9])([A-Z]{1,2}\\d[A-Z\\d]?)\\s*(\\d[A-Z]{2})(?![A-Z0-9])");
    private static final Pattern NUMBERED = Pattern.compile("(?iu)^(?:(?:flat|flt|apartment|apt|unit|room)\\W*\\w+\\W+)?(?:(?:no|nr|number)\\W*)?(\\d+\\s?[a-z]?(?:\\s?[-/]\\s?\\d+[a-z]?)?)\\W+(.+)$");
    /** What may stand before a street's name: a flat, a number. */
    private static final String BEFORE = "(?:(?:flat|flt|apartment|apt|unit|room)[^\\p{L}\\p{N}]*[\\p{L}\\p{N}]{1,4}[^\\p{L}\\p{N}]+)?(?:(?:no|nr|number)?[^\\p{L}\\p{N}]*\\d+[a-z]?(?:[-/]\\d+[a-z]?)?[^\\p{L}\\p{N}]+)?";
    private static final String BETWEEN = "[^\\p{L}\\p{N}]*";

    private AddressPatterns() {}

    private static Map<String, List<String>> byWord(List<List<String>> groups) {
        return groups.stream().flatMap(group -> group.stream().map(word -> Map.entry(word, group))).collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a));
    }

    static Stream<Pattern> of(String address) {
        List<String> found = new ArrayList<>();
        whole(address).ifPresent(found::add);
        for (String part : address.split("[,;\\n]")) {
            street(part.strip()).ifPresent(found::add);
        }
        whole(address.split("[,;\\n]")[0]).ifPresent(found::add);
        Matcher postcode = POSTCODE.matcher(address);
        while (postcode.find()) {
            found.add(postcode.group(1) + BETWEEN + postcode.group(2));
        }
        return found.stream().distinct().map(text -> Pattern.compile("(?<![\\p{L}\\p{N}])" + text + "(?![\\p{L}\\p{N}])", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }

    private static Optional<String> whole(String text) {
        List<String> words = words(text);
        return words.stream().mapToInt(String::length).sum() < SHORTEST ? Optional.empty() : Optional.of(inAnySpelling(words));
    }

    private static Optional<String> street(String part) {
        Matcher numbered = NUMBERED.matcher(part);
        boolean hasNumber = numbered.matches();
        List<String> words = words(POSTCODE.matcher(hasNumber ? numbered.group(2) : part).replaceAll(" "));
        if (words.size() >= 2 && STREET.containsKey(words.get(words.size() - 1)) || hasNumber && words.stream().mapToInt(String::length).sum() >= SHORTEST) {
            return Optional.of(BEFORE + inAnySpelling(words));
        }
        return hasNumber && !words.isEmpty() ? Optional.of(inAnySpelling(Stream.concat(words(numbered.group(1)).stream(), words.stream()).toList())) : Optional.empty();
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.UK).replace("'", "").replace("\u2019", "").split("[^\\p{L}\\p{N}]+")).filter(word -> !word.isEmpty()).toList();
    }

    private static String inAnySpelling(List<String> words) {
        List<String> spelled = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            List<String> ways = Stream.concat(STREET.getOrDefault(word, List.of(word)).stream(), OTHER.getOrDefault(word, List.of(word)).stream()).distinct().toList();
            spelled.add(ways.size() == 1 ? letters(word) : ways.stream().map(AddressPatterns::letters).collect(Collectors.joining("|", "(?:", ")")));
        }
        return String.join(BETWEEN, spelled);
    }

    /** A genitive's sign may stand or be left out: Queens, Queen's. */
    private static String letters(String word) {
        return word.length() > 2 && word.endsWith("s") ? Pattern.quote(word.substring(0, word.length() - 1)) + "['\u2019]?s" : Pattern.quote(word);
    }
}
