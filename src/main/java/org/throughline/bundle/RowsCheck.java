package org.throughline.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.bundle.CaseBundle.Row;
import org.throughline.casefile.CasefileView;
import org.throughline.chronology.CanonicalForm;

/**
 * Checks the rows of a bundle against the record: nothing recorded after the file was opened here, and a row that is here
 * already must be the same row.
 */
@Component
class RowsCheck {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RecordLookup lookup;

    RowsCheck(RecordLookup lookup) {
        this.lookup = lookup;
    }

    void check(CaseBundle bundle, Here here, Instant now, FaultList faults) {
        Map<String, RecordLookup.Entry> known = lookup.entries(here.files.values().stream().map(CasefileView::id).toList());
        for (Row row : bundle.rows()) {
            RecordLookup.Entry entry = known.get(row.externalId());
            CasefileView file = here.files.get(bundle.fileOf(row).id());
            Instant opened = file == null ? now : file.filedAt();
            if (entry != null) {
                same(row, entry, file, here, faults);
            } else if (row.recordedAt().isAfter(opened)) {
                faults.add(row.place().child("recorded_at"), "It was recorded after the case file was opened here (" + opened.truncatedTo(ChronoUnit.SECONDS)
                        + "). What happened since is recorded on the case file itself, by the person who knows it.");
            }
        }
    }

    private static void same(Row row, RecordLookup.Entry entry, CasefileView file, Here here, FaultList faults) {
        if (entry.takenOut()) {
            return; // here already, and nobody is told what it was
        }
        List<String> other = new ArrayList<>();
        note(other, "persons", entry.persons(), personsOf(row, here));
        note(other, "event_date", entry.eventDate(), row.eventDate());
        note(other, "precision", entry.precision(), row.precision().name());
        note(other, "event_type", entry.type(), row.type().name());
        note(other, "source_agency", entry.agency(), here.agencies.get(row.sourceAgency()));
        note(other, "provenance", entry.provenance(), row.provenance().name());
        note(other, "verification", entry.verification(), row.verification().name());
        note(other, "impact_level", entry.impactLevel(), row.impactLevel().name());
        note(other, "key_event", entry.key(), row.key());
        note(other, "recorded_at", entry.recordedAt(), CanonicalForm.kept(row.recordedAt()));
        if (entry.canonical() != null) {
            Map<String, String> kept = words(entry.canonical());
            Map<String, String> told = wordsOf(row);
            Set<String> fields = new TreeSet<>(kept.keySet());
            fields.addAll(told.keySet());
            fields.forEach(field -> note(other, field, kept.get(field), told.get(field)));
        }
        if (file != null && !entry.casefileId().equals(file.id()) && !other.contains("persons")) {
            other.add("persons");
        }
        if (!other.isEmpty()) {
            faults.add(row.place().child(other.get(0)), "The row " + Words.shown(row.externalId()) + " is here already and differs in: " + String.join(", ", other)
                    + ". An import changes nothing: restore the row, or put a correction beside the entry on the case file.");
        }
    }

    private static void note(List<String> other, String column, Object here, Object inBundle) {
        if (!Objects.equals(here, inBundle)) {
            other.add(column);
        }
    }

    private static Set<UUID> personsOf(Row row, Here here) {
        Set<UUID> persons = new TreeSet<>();
        row.persons().forEach(id -> {
            UUID person = here.person(id);
            persons.add(person == null ? new UUID(0, 0) : person);
        });
        return persons;
    }

    private static Map<String, String> wordsOf(Row row) {
        Map<String, String> words = new TreeMap<>();
        words.put("summary", row.summary());
        words.put("source_person", row.sourcePerson());
        words.put("significance", row.significance());
        words.put("impact_on_child", row.impactOnChild());
        words.put("action_taken", row.actionTaken());
        words.put("outcome", row.outcome());
        words.put("attributes", row.attributes().isEmpty() ? null : new TreeMap<>(row.attributes()).toString());
        words.values().removeIf(Objects::isNull);
        return words;
    }

    private static Map<String, String> words(String canonical) {
        try {
            Map<String, String> words = new TreeMap<>();
            for (Map.Entry<String, JsonNode> field : JSON.readTree(canonical).properties()) {
                words.put(field.getKey(), field.getValue().isObject() ? attributes(field.getValue()) : field.getValue().asText());
            }
            return words;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The words of an entry cannot be read", e);
        }
    }

    private static String attributes(JsonNode node) {
        Map<String, String> attributes = new HashMap<>();
        node.properties().forEach(pair -> attributes.put(pair.getKey(), pair.getValue().asText()));
        return new TreeMap<>(attributes).toString();
    }
}
