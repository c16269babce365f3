package org.throughline.handover;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.throughline.access.Refusal;
import org.throughline.access.Refusal.Missing;

/** Collects everything that is still missing in a step, so that it is named all at once. */
final class Gaps {

    static final ZoneId LOCAL = ZoneId.of("Europe/London");

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

    String oneOf(JsonNode content, String field, Set<String> codes, String ask) {
        String code = content.path(field).asText("");
        if (!codes.contains(code)) {
            add(ask, "#" + field);
        }
        return code;
    }

    /** A day that is not in the future; null with a gap where it is missing or cannot be. */
    LocalDate pastDay(JsonNode content, String field, String ask, Clock clock) {
        LocalDate day = day(content.path(field).asText(""));
        if (day == null) {
            add(ask, "#" + field);
        } else if (day.isAfter(LocalDate.now(clock.withZone(LOCAL)))) {
            add(ask + " This day has not come yet.", "#" + field);
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
