package org.throughline.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
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

/** Collects everything that is still missing in a step, so that it is named all at once. Days are days where people live. */
public final class Gaps {

    private static final ZoneId LOCAL = ZoneId.of("Europe/London");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.UK);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm", Locale.UK).withZone(LOCAL);
    private static final int DATE = 10;
    private static final String MARKS = "[\\s\\p{Punct}\\u2013\\u2014]*";
    /** What people write where they have nothing to say; where it matters it is no answer. */
    private static final Pattern NOTHING = Pattern.compile("(?iu)" + MARKS
            + "(?:n[\\s./\\\\]*a|not\\s+applicable|none?|nil|nothing|not\\s+known|unknown|tbc|as\\s+above|see\\s+above|ok(?:ay)?|fine|yes|no)?" + MARKS);

    private final List<Missing> missing = new ArrayList<>();

    /** One more thing, with the place where it can be put right. */
    public void add(String text, String href) {
        missing.add(new Missing(text, href));
    }

    /** The text of a field, or a gap that says what to write. */
    public String text(JsonNode content, String field, String ask) {
        return text(content, field, ask, "#" + field);
    }

    /** As {@link #text(JsonNode, String, String)}, where the field stands at a place of its own. */
    public String text(JsonNode content, String field, String ask, String href) {
        String text = content.path(field).asText("").strip();
        if (text.isEmpty()) {
            add(ask, href);
        }
        return text;
    }

    /** As {@link #text}, and "n/a" and the like are refused. */
    public String words(JsonNode content, String field, String ask) {
        String text = content.path(field).asText("").strip();
        if (NOTHING.matcher(text).matches()) {
            add(ask, "#" + field);
        }
        return text;
    }

    /** One of these codes, or a gap that says what to choose; then an empty text or whatever was sent. */
    public String oneOf(JsonNode content, String field, Set<String> codes, String ask, String href) {
        String code = content.path(field).asText("");
        if (!codes.contains(code)) {
            add(ask, href);
        }
        return code;
    }

    /** As {@link #oneOf(JsonNode, String, Set, String, String)}, where the field stands at its own place. */
    public String oneOf(JsonNode content, String field, Set<String> codes, String ask) {
        return oneOf(content, field, codes, ask, "#" + field);
    }

    /** As {@link #pastDay(JsonNode, String, String, String, Clock)}, where the field stands at its own place. */
    public LocalDate pastDay(JsonNode content, String field, String ask, Clock clock) {
        return pastDay(content, field, ask, "#" + field, clock);
    }

    /** A day that is not in the future; null with a gap where it is missing or cannot be. */
    public LocalDate pastDay(JsonNode content, String field, String ask, String href, Clock clock) {
        LocalDate day = day(content.path(field).asText(""));
        if (day == null || day.isAfter(today(clock))) {
            add(ask + (day == null ? "" : " This day has not come yet."), href);
        }
        return day;
    }

    /** A day that is not in the past; null with a gap where it is missing or cannot be. */
    public LocalDate comingDay(JsonNode content, String field, String ask, String href, Clock clock) {
        LocalDate day = day(content.path(field).asText(""));
        if (day == null || day.isBefore(today(clock))) {
            add(ask + (day == null ? "" : " This day has passed."), href);
        }
        return day;
    }

    /** The day in a text such as 2026-03-02, or null. */
    public static LocalDate day(String text) {
        try {
            return text == null || text.length() < DATE ? null : LocalDate.parse(text.substring(0, DATE));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** A time such as 14:30 or 9.15, or null. */
    public static LocalTime time(String text) {
        try {
            return LocalTime.parse(text.strip().replace('.', ':').replaceFirst("^(\\d):", "0$1:"));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Which day it is now, where people live. */
    public static LocalDate today(Clock clock) {
        return localDay(clock.instant());
    }

    /** Which day it is at a moment, where people live. */
    public static LocalDate localDay(Instant moment) {
        return LocalDate.ofInstant(moment, LOCAL);
    }

    /** Such as Mon 2 Mar 2026. */
    public static String inWords(LocalDate day) {
        return DAY.format(day);
    }

    /** Such as Mon 2 Mar 2026, 16:30. */
    public static String inWords(Instant moment) {
        return MOMENT.format(moment);
    }

    public List<Missing> missing() {
        return List.copyOf(missing);
    }

    /** @throws Refusal with this sentence and everything that is missing, if anything is */
    public void refuse(String sentence) {
        if (!missing.isEmpty()) {
            throw new Refusal(sentence, "incomplete", missing);
        }
    }
}
