package org.throughline.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.throughline.access.Refusal;
import org.throughline.access.Refusal.Missing;

/** Collects everything that is still missing in a step, so that it is named all at once. */
final class Gaps {

    static final ZoneId LOCAL = ZoneId.of("Europe/London");
    static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.UK);
    static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm", Locale.UK).withZone(LOCAL);
    private static final String MARKS = "[\\s\\p{Punct}\\u2013\\u2014]*";
    /** What people write where they have nothing to say; of a child's life it is no answer. */
    private static final Pattern NOTHING = Pattern.compile("(?iu)" + MARKS
            + "(?:n[\\s./\\\\]*a|not\\s+applicable|none?|nil|nothing|not\\s+known|unknown|tbc|as\\s+above|see\\s+above|ok(?:ay)?|fine|yes|no)?" + MARKS);

    private final List<Missing> missing = new ArrayList<>();

    void add(String text, String href) {
        missing.add(new Missing(text, href));
    }

    /** The text of a field, or a gap that says what to write. */
    String text(JsonNode content, String field, String ask) {
        return text(content, field, ask, "#" + field);
    }

    String text(JsonNode content, String field, String ask, String href) {
        String text = content.path(field).asText("").strip();
        if (text.isEmpty()) {
            add(ask, href);
        }
        return text;
    }

    /** As {@link #text}, and "n/a" and the like are refused. */
    String words(JsonNode content, String field, String ask) {
        String text = content.path(field).asText("").strip();
        if (NOTHING.matcher(text).matches()) {
            add(ask, "#" + field);
        }
        return text;
    }

    String oneOf(JsonNode content, String field, Set<String> codes, String ask) {
        return oneOf(content, field, codes, ask, "#" + field);
    }

    String oneOf(JsonNode content, String field, Set<String> codes, String ask, String href) {
        String code = content.path(field).asText("");
        if (!codes.contains(code)) {
            add(ask, href);
        }
        return code;
    }

    /** A day that is not in the future; null with a gap where it is missing or cannot be. */
    LocalDate pastDay(JsonNode content, String field, String ask, Clock clock) {
        LocalDate day = day(content.path(field).asText(""));
        if (day == null || day.isAfter(LocalDate.now(clock.withZone(LOCAL)))) {
            add(ask + (day == null ? "" : " This day has not come yet."), "#" + field);
        }
        return day;
    }

    /** A day that is not in the past; null with a gap where it is missing or cannot be. */
    LocalDate comingDay(JsonNode content, String field, String ask, String href, Clock clock) {
        LocalDate day = day(content.path(field).asText(""));
        if (day == null || day.isBefore(LocalDate.now(clock.withZone(LOCAL)))) {
            add(ask + (day == null ? "" : " This day has passed."), href);
        }
        return day;
    }

    static LocalDate day(String text) {
        try {
            return text.length() < 10 ? null : LocalDate.parse(text.substring(0, 10));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** A time such as 14:30, or null. */
    static LocalTime time(String text) {
        try {
            return LocalTime.parse(text.strip().replace('.', ':').replaceFirst("^(\\d):", "0$1:"));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    List<Missing> missing() {
        return List.copyOf(missing);
    }

    /** @throws Refusal with this sentence and everything that is missing, if anything is */
    void refuse(String sentence) {
        if (!missing.isEmpty()) {
            throw new Refusal(sentence, "incomplete", missing);
        }
    }
}
