package org.throughline.bundle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.throughline.casefile.RelationshipType;
import org.throughline.chronology.EventType;
import org.throughline.chronology.ImpactLevel;
import org.throughline.chronology.Precision;
import org.throughline.chronology.Provenance;
import org.throughline.chronology.Verification;
import org.throughline.organisation.AgencyKind;
import org.throughline.organisation.PractitionerRole;

/**
 * One family's history as it was handed over, checked in itself: every reference leads somewhere, every code is known. Ids
 * are those of the bundle.
 */
public record CaseBundle(
        Head head,
        List<Person> people,
        List<Relationship> relationships,
        List<Stay> household,
        List<Member> agencies,
        List<Worker> practitioners,
        List<Involvement> involvements,
        List<Allocation> allocation,
        List<Row> rows) implements BundleReading {

    public CaseBundle {
        people = List.copyOf(people);
        relationships = List.copyOf(relationships);
        household = List.copyOf(household);
        agencies = List.copyOf(agencies);
        practitioners = List.copyOf(practitioners);
        involvements = List.copyOf(involvements);
        allocation = List.copyOf(allocation);
        rows = List.copyOf(rows);
    }

    /** The child whose file this is: the first child of the bundle. */
    public Person child() {
        return people.stream().filter(Person::child).findFirst().orElseThrow();
    }

    /** The person whose file an entry joins: the case's child if named, else the first child named, else the first person named. */
    public Person fileOf(Row row) {
        List<Person> named = row.persons().stream()
                .map(id -> people.stream().filter(person -> person.id().equals(id)).findFirst().orElseThrow()).toList();
        if (named.contains(child())) {
            return child();
        }
        return named.stream().filter(Person::child).findFirst().orElse(named.get(0));
    }

    public record Head(Place place, String reference, String title, String jurisdiction) {}

    /** @param born null for an unborn child, and for an adult whose date of birth is not known */
    public record Person(Place place, String id, String name, boolean child, LocalDate born, LocalDate expected,
            List<Identifier> identifiers, List<String> formerNames, List<String> aliases) {}

    public record Identifier(Place place, String scheme, String value) {}

    /** Read "from is the ... of to". @param until null while it lasts */
    public record Relationship(Place place, String from, String to, RelationshipType type, LocalDate since, LocalDate until) {}

    /** A person at an address. @param until null while it lasts */
    public record Stay(Place place, String person, String address, LocalDate since, LocalDate until) {}

    public record Member(Place place, String id, String name, AgencyKind kind) {}

    /** @param supervisor null at the top of a line, or where it is not told */
    public record Worker(Place place, String username, String name, String agency, PractitionerRole role, String supervisor) {}

    public record Involvement(Place place, String agency, String person, String practitioner, LocalDate since, LocalDate until) {}

    /** @param responsible true for RESPONSIBLE, false for CO_WORKING */
    public record Allocation(Place place, String practitioner, boolean responsible, LocalDate since, LocalDate until) {}

    /** @param recordedBy null where the importer counts as the recorder */
    public record Row(Place place, String externalId, List<String> persons, LocalDate eventDate, Precision precision, EventType type,
            String summary, String sourceAgency, String sourcePerson, Provenance provenance, Verification verification,
            String significance, String impactOnChild, ImpactLevel impactLevel, String actionTaken, String outcome, boolean key,
            Instant recordedAt, String recordedBy, Map<String, String> attributes) {}
}
