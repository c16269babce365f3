package org.throughline.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.NewCasefile;
import org.throughline.casefile.NewPerson;
import org.throughline.casefile.RelationshipType;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryDraft;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EventType;
import org.throughline.chronology.ImpactLevel;
import org.throughline.chronology.Precision;
import org.throughline.chronology.Provenance;
import org.throughline.chronology.Restrictions;
import org.throughline.chronology.Verification;
import org.throughline.organisation.AgencyKind;
import org.throughline.organisation.NewPractitioner;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestClock;

/** The Child H family lived again: its people and links stand, and each entry is recorded by whoever recorded it, when they did. */
@Component
class ChildH {

    private static final Instant BEFORE = Instant.parse("2000-01-03T09:00:00Z");

    private final Organisation organisation;
    private final Casefiles casefiles;
    private final Chronology chronology;
    private final Restrictions restrictions;
    private final OwnerDatabase owner;
    private final TransactionTemplate transaction;

    ChildH(Organisation organisation, Casefiles casefiles, Chronology chronology, Restrictions restrictions, OwnerDatabase owner, PlatformTransactionManager transactions) {
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.chronology = chronology;
        this.restrictions = restrictions;
        this.owner = owner;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** One telling of it, with fresh ids. */
    final class Telling {

        final String mark = UUID.randomUUID().toString().substring(0, 8);
        final Map<String, UUID> people = new HashMap<>();
        final Map<String, UUID> agencies = new HashMap<>();
        final Map<String, UUID> workers = new HashMap<>();
        final Map<String, UUID> files = new HashMap<>();
        final Map<String, EntryRef> entries = new HashMap<>();
        private final JsonNode bundle = json();
        private final List<CSVRecord> rows = rows();

        /** Records everything up to and including this row, in the order of recording. */
        Telling upTo(String last) {
            for (CSVRecord row : rows) {
                if (!entries.containsKey(row.get("external_id"))) {
                    record(row);
                }
                if (row.get("external_id").equals(last)) {
                    return this;
                }
            }
            throw new IllegalArgumentException(last);
        }

        EntryRef record(CSVRecord row) {
            TestClock.get().set(OffsetDateTime.parse(row.get("recorded_at")).toInstant());
            if (!files.containsKey("allocated") && !TestClock.get().instant().isBefore(Instant.parse("2009-04-01T08:00:00Z"))) {
                files.put("allocated", transaction.execute(status -> casefiles.allocate(files.get("child-h"), workers.get("olive"), Instant.parse("2009-04-01T08:00:00Z"))));
            }
            List<String> named = Arrays.asList(row.get("persons").split(";"));
            String file = named.contains("sibling") && !named.contains("child-h") ? "sibling" : named.size() == 1 ? named.get(0) : "child-h";
            EventType type = EventType.valueOf(row.get("event_type"));
            Practitioner recorder = organisation.get(workers.getOrDefault(row.get("recorded_by"), workers.get("clerk")));
            boolean acts = row.get("source_agency").equals("csc") && type.intervention() != EventType.Intervention.NO;
            if (acts && row.get("recorded_by").isEmpty()) {
                recorder = organisation.get(workers.get("olive"));
            }
            EntryDraft draft = new EntryDraft(LocalDate.parse(row.get("event_date")), Precision.valueOf(row.get("precision")), type,
                    agencies.get(row.get("source_agency")), row.get("source_person"), named.stream().map(people::get).toList(), row.get("summary"),
                    Provenance.valueOf(row.get("provenance")), Verification.valueOf(row.get("verification")), none(row.get("significance")),
                    none(row.get("impact_on_child")), ImpactLevel.valueOf(row.get("impact_level")), none(row.get("action_taken")), none(row.get("outcome")),
                    Boolean.parseBoolean(row.get("key_event")), Map.of(), acts ? recorder.id() : null);
            EntryRef entry = chronology.append(files.get(file), draft, recorder, acts ? "Told again from the record." : null);
            entries.put(row.get("external_id"), entry);
            return entry;
        }

        /** Something else about the baby, told by the health visitor. */
        EntryRef append(String type, LocalDate day, Instant recorded, String summary) {
            TestClock.get().set(recorded);
            return chronology.append(files.get("child-h"), new EntryDraft(day, Precision.EXACT, EventType.valueOf(type), agencies.get("hv"), "health visitor",
                    List.of(people.get("child-h")), summary, Provenance.OBSERVED, Verification.CORROBORATED, null, null, null, null, null, false, Map.of(), null),
                    organisation.get(workers.get("hester")), null);
        }

        /** Something about one other of the family alone, told by the health visitor. */
        EntryRef appendAbout(String person, String type, LocalDate day, Instant recorded, String summary) {
            return appendAbout(person, EventType.valueOf(type), day, recorded, summary, Map.of());
        }

        /** An arrest, with the factor that its recorder gave. */
        EntryRef arrested(String person, String factor, LocalDate day, Instant recorded) {
            return appendAbout(person, EventType.ARREST, day, recorded, "Arrested.", Map.of("factor", factor));
        }

        private EntryRef appendAbout(String person, EventType type, LocalDate day, Instant recorded, String summary, Map<String, String> attributes) {
            TestClock.get().set(recorded);
            return chronology.append(files.get(person), new EntryDraft(day, Precision.EXACT, type, agencies.get("hv"), "health visitor",
                    List.of(people.get(person)), summary, Provenance.OBSERVED, Verification.CORROBORATED, null, null, null, null, null, false, attributes, null),
                    organisation.get(workers.get("hester")), null);
        }

        /** A correction beside an entry, by who recorded the worker's side of it. */
        void correct(String row, String text) {
            EntryRef entry = entries.get(row);
            chronology.correct(files.get("child-h"), entry, new EntryDraft(LocalDate.of(2009, 10, 21), Precision.EXACT, EventType.CARER_SELF_HARM, agencies.get("police"), "officer",
                    List.of(people.get("child-h"), people.get("father"), people.get("mother")), text, Provenance.DOCUMENT, Verification.CORROBORATED, "It was no crisis.",
                    "None.", ImpactLevel.LOW, null, null, false, Map.of(), null), "The hospital says so.", organisation.get(workers.get("petra")));
        }

        /** Kept from everybody but who keeps it. */
        void seal(String row) {
            EntryRef entry = entries.get(row);
            restrictions.place(entry, Restrictions.Level.SEALED, "police", "An enquiry.", organisation.get(workers.get("petra")));
        }

        private void build() {
            for (JsonNode agency : bundle.get("agencies")) {
                agencies.put(agency.get("id").asText(), organisation.addAgency(agency.get("id").asText() + "-" + mark, agency.get("name").asText(),
                        AgencyKind.valueOf(agency.get("kind").asText())));
            }
            bundle.get("practitioners").forEach(who -> workers.put(who.get("username").asText(), person(who.get("username").asText(), who.get("name").asText(),
                    who.get("agency").asText(), PractitionerRole.valueOf(who.get("role").asText()))));
            workers.put("clerk", person("clerk", "Clem Clerk", "csc", PractitionerRole.ADMINISTRATOR));
            for (JsonNode one : bundle.get("people")) {
                boolean child = one.get("role").asText().equals("CHILD");
                people.put(one.get("id").asText(), casefiles.addPerson(new NewPerson(child, one.get("name").asText() + "-" + mark, one.get("name").asText().split(" ")[0],
                        LocalDate.parse(one.get("born").asText()), one.has("expected") ? LocalDate.parse(one.get("expected").asText()) : null)));
            }
            bundle.get("relationships").forEach(link -> casefiles.addRelationship(people.get(link.get("from").asText()), people.get(link.get("to").asText()),
                    RelationshipType.valueOf(link.get("type").asText()), LocalDate.parse(link.get("since").asText()), null));
            bundle.get("involvements").forEach(with -> casefiles.addInvolvement(agencies.get(with.get("agency").asText()), people.get(with.get("person").asText()),
                    with.has("practitioner") ? workers.get(with.get("practitioner").asText()) : null, LocalDate.parse(with.get("since").asText()),
                    with.has("until") ? LocalDate.parse(with.get("until").asText()) : null, null));
            people.forEach((id, person) -> files.put(id, casefiles.openFile(new NewCasefile("H-" + id + "-" + mark, person,
                    id.equals("child-h") || id.equals("sibling"), "Example", "exampleshire", agencies.get("csc"), true, LocalDate.of(2000, 1, 3)))));
        }

        private UUID person(String username, String name, String agency, PractitionerRole role) {
            return organisation.addPractitioner(new NewPractitioner(username + "-" + mark, name, agencies.get(agency), null, role, null, true), BEFORE);
        }
    }

    /** The people, files and links; nothing is recorded yet. */
    Telling begin() {
        owner.simulateClock();
        TestClock.get().set(BEFORE);
        return transaction.execute(status -> {
            Telling telling = new Telling();
            telling.build();
            return telling;
        });
    }

    private static String none(String text) {
        return text.isBlank() ? null : text;
    }

    private static JsonNode json() {
        try (InputStream in = ChildH.class.getResourceAsStream("/demo/child-h/case.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<CSVRecord> rows() {
        try (InputStreamReader in = new InputStreamReader(ChildH.class.getResourceAsStream("/demo/child-h/chronology.csv"), StandardCharsets.UTF_8)) {
            return CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get().parse(in).stream()
                    .sorted(Comparator.comparing((CSVRecord row) -> OffsetDateTime.parse(row.get("recorded_at")).toInstant()).thenComparing(row -> row.get("external_id"))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
