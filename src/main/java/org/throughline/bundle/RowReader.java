package org.throughline.bundle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.throughline.bundle.CaseBundle.Row;
import org.throughline.bundle.CsvTable.Fields;
import org.throughline.chronology.EventType;
import org.throughline.chronology.ImpactLevel;
import org.throughline.chronology.Precision;
import org.throughline.chronology.Provenance;
import org.throughline.chronology.Verification;

/** Reads and checks one row of the chronology. */
final class RowReader {

    static final List<String> COLUMNS = List.of("external_id", "persons", "event_date", "precision", "event_type", "summary", "source_agency",
            "source_person", "provenance", "verification", "significance", "impact_on_child", "impact_level", "action_taken", "outcome",
            "key_event", "recorded_at", "recorded_by");
    static final String ATTRIBUTES = "attributes";

    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final int LONG_TEXT = 4_000;

    private final FaultList faults;
    private final Values values;
    private final References known;
    private final RowAttributes attributes;
    private final Map<String, Integer> lines = new HashMap<>();

    /**
     * What case.json declares; null where it could not be read, and references are not checked.
     */
    record References(Set<String> people, Set<String> agencies, Set<String> workers) {}

    RowReader(References known, FaultList faults) {
        this.known = known;
        this.faults = faults;
        this.values = new Values(faults);
        this.attributes = new RowAttributes(known, faults);
    }

    Row read(Fields row) {
        LocalDate eventDate = has(row, "event_date") ? values.date(row.place("event_date"), row.get("event_date").strip()) : null;
        Precision precision = code(row, "precision", Precision.class);
        Instant recordedAt = has(row, "recorded_at") ? values.moment(row.place("recorded_at"), row.get("recorded_at").strip()) : null;
        if (eventDate != null && recordedAt != null && precision == Precision.EXACT && recordedAt.atZone(ZONE).toLocalDate().isBefore(eventDate)) {
            faults.add(row.place("recorded_at"), "It was recorded before it happened on " + eventDate + ". Correct one of the two, or set precision to what is known.");
        }
        Boolean key = has(row, "key_event") ? values.yesOrNo(row.place("key_event"), row.get("key_event").strip()) : null;
        String significance = text(row, "significance", LONG_TEXT);
        if (Boolean.TRUE.equals(key) && significance == null && row.get("significance").isBlank()) {
            faults.add(row.place("significance"), "A key entry says why it matters. Fill in the significance, or set key_event to false.");
        }
        return new Row(row.place(""), externalId(row), persons(row), eventDate, precision, code(row, "event_type", EventType.class), summary(row),
                agency(row), text(row, "source_person", 200), code(row, "provenance", Provenance.class),
                code(row, "verification", Verification.class), significance, text(row, "impact_on_child", LONG_TEXT),
                code(row, "impact_level", ImpactLevel.class), reasoned(row, "action_taken"), reasoned(row, "outcome"),
                Boolean.TRUE.equals(key), recordedAt, recorder(row),
                row.get(ATTRIBUTES).isBlank() ? Map.of() : attributes.read(row));
    }

    private boolean has(Fields row, String column) {
        if (row.get(column).isBlank()) {
            faults.add(row.place(column), "The column " + Words.shown(column) + " is empty. Fill it in.");
            return false;
        }
        return true;
    }

    private String text(Fields row, String column, int most) {
        return values.text(row.place(column), row.get(column), most);
    }

    private <E extends Enum<E>> E code(Fields row, String column, Class<E> codes) {
        return has(row, column) ? values.code(row.place(column), row.get(column).strip(), codes) : null;
    }

    private String externalId(Fields row) {
        if (!has(row, "external_id")) {
            return null;
        }
        String id = values.id(row.place("external_id"), row.get("external_id").strip());
        Integer earlier = id == null ? null : lines.putIfAbsent(id, row.line());
        if (earlier != null) {
            faults.add(row.place("external_id"), "The id " + Words.shown(id) + " already names the row of line " + earlier + ". Give this row another one, or delete it.");
        }
        return id;
    }

    private List<String> persons(Fields row) {
        List<String> persons = new ArrayList<>();
        if (!has(row, "persons")) {
            return persons;
        }
        for (String part : row.get("persons").split(";", -1)) {
            String id = part.strip();
            if (id.isEmpty()) {
                faults.add(row.place("persons"), "There is nothing between two semicolons. Write the ids of people with one semicolon between them.");
            } else if (persons.contains(id)) {
                faults.add(row.place("persons"), "The person " + Words.shown(id) + " is named twice. Keep one.");
            } else {
                known(row.place("persons"), id, known == null ? null : known.people(), "person", "people");
                persons.add(id);
            }
        }
        return persons;
    }

    private void known(Place place, String id, Set<String> ids, String what, String list) {
        if (ids != null && !ids.contains(id)) {
            faults.add(place, "There is no " + what + " " + Words.shown(id) + " in '" + list + "' of " + BundleFiles.CASE + ". Add it there, or correct the id.");
        }
    }

    private String summary(Fields row) {
        return has(row, "summary") ? text(row, "summary", 500) : null;
    }

    private String agency(Fields row) {
        if (!has(row, "source_agency")) {
            return null;
        }
        String id = row.get("source_agency").strip();
        known(row.place("source_agency"), id, known == null ? null : known.agencies(), "agency", "agencies");
        return id;
    }

    private String recorder(Fields row) {
        String username = row.get("recorded_by").strip();
        if (username.isEmpty()) {
            return null;
        }
        known(row.place("recorded_by"), username, known == null ? null : known.workers(), "practitioner", "practitioners");
        return username;
    }

    /** "none" says nothing: it needs a reason (CE10, CE11). */
    private String reasoned(Fields row, String column) {
        String text = text(row, column, LONG_TEXT);
        if (text != null && text.toLowerCase(java.util.Locale.ROOT).matches("none[\\s\\p{Punct}]*")) {
            faults.add(row.place(column), "'none' needs its reason after a colon, such as 'none: no child in the household'.");
        }
        return text;
    }
}
