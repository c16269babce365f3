package org.throughline.handover;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.throughline.chronology.EntryView;
import org.throughline.chronology.Precision;

/** The words of an account, compared with other words without judging them. */
final class AccountText {

    private static final int SHORTEST_SENTENCE = 6;
    private static final int SHORTEST_WORD = 5;
    private static final int STEM = 6;
    private static final int WORDS_IN_COMMON = 3;
    private static final List<DateTimeFormatter> DAYS = Stream.of("yyyy-MM-dd", "d MMMM yyyy", "d MMM yyyy", "d.M.yyyy", "d/M/yyyy", "dd/MM/yyyy")
            .map(pattern -> DateTimeFormatter.ofPattern(pattern, Locale.UK)).toList();
    private static final List<DateTimeFormatter> MONTHS = Stream.of("MMMM yyyy", "MMM yyyy").map(pattern -> DateTimeFormatter.ofPattern(pattern, Locale.UK)).toList();

    private final List<String> texts;
    private final String plain;
    private final Set<String> stems;

    private AccountText(List<String> texts) {
        this.texts = texts;
        this.plain = plain(String.join(" . ", texts));
        this.stems = stems(plain);
    }

    static AccountText of(JsonNode content) {
        List<String> texts = new ArrayList<>();
        collect(content, texts);
        return new AccountText(texts);
    }

    static AccountText of(String... texts) {
        return new AccountText(Arrays.stream(texts).filter(Objects::nonNull).toList());
    }

    private static void collect(JsonNode node, List<String> texts) {
        if (node.isTextual()) {
            texts.add(node.textValue());
        }
        node.forEach(child -> collect(child, texts));
    }

    /** Whether it names the entry, its day, or at least three of its longer words (half of them, where there are few). */
    boolean mentions(EntryView entry) {
        if (holds(plain(entry.ref())) || namesDay(entry.eventDate(), entry.precision())) {
            return true;
        }
        Set<String> words = stems(plain(entry.summary() == null ? "" : entry.summary()));
        long common = words.stream().filter(stems::contains).count();
        return !words.isEmpty() && common >= Math.min(WORDS_IN_COMMON, Math.max(1, words.size() / 2));
    }

    private boolean namesDay(LocalDate day, Precision precision) {
        boolean named = DAYS.stream().anyMatch(format -> holds(plain(format.format(day))));
        return named || precision == Precision.MONTH && MONTHS.stream().anyMatch(format -> holds(plain(format.format(day))));
    }

    private boolean holds(String words) {
        return (" " + plain + " ").contains(" " + words + " ");
    }

    /** Its sentences of six words or more that also stand in the other text. */
    List<String> sentencesIn(AccountText other) {
        return texts.stream().flatMap(text -> Arrays.stream(text.split("(?<=[.!?])\\s+|\\R+"))).map(String::strip)
                .filter(sentence -> plain(sentence).split(" ").length >= SHORTEST_SENTENCE)
                .filter(sentence -> other.holds(plain(sentence))).distinct().toList();
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.UK).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    private static Set<String> stems(String plain) {
        return Arrays.stream(plain.split(" ")).filter(word -> word.length() >= SHORTEST_WORD)
                .map(word -> word.substring(0, Math.min(STEM, word.length()))).collect(Collectors.toSet());
    }
}
