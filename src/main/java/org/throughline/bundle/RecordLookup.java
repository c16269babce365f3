package org.throughline.bundle;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.bundle.CaseBundle.Involvement;
import org.throughline.bundle.CaseBundle.Relationship;

/** Finds what an earlier import brought in. Reads only. */
@Component
class RecordLookup {

    /** A link or a stay. @param until null while it lasts */
    record Kept(UUID id, LocalDate until) {}

    /** An imported entry. @param canonical its words; null where they were destroyed under a decision */
    record Entry(UUID casefileId, LocalDate eventDate, String precision, String type, UUID agency, String provenance, String verification,
            String impactLevel, boolean key, Instant recordedAt, String canonical, Set<UUID> persons, boolean takenOut) {}

    record Born(String name, LocalDate born) {}

    private final JdbcClient jdbc;

    RecordLookup(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One import at a time: what was looked up stays true until it is written. */
    void alone() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('throughline import')) is null").query(Boolean.class).single();
    }

    Optional<Kept> relationship(UUID from, UUID to, Relationship tie) {
        return jdbc.sql("""
                select r.id, x.until from relationship r left join relationship_end x on x.relationship_id = r.id
                where r.from_person = :from and r.to_person = :to and r.type = :type and r.since = :since order by r.id limit 1""")
                .param("from", from).param("to", to).param("type", tie.type().name()).param("since", tie.since()).query(Kept.class).optional();
    }

    Optional<Kept> stay(UUID person, String address, LocalDate since) {
        return jdbc.sql("""
                select m.id, x.until from household_member m join household h on h.id = m.household_id
                left join household_member_end x on x.household_member_id = m.id
                where m.person_id = :person and h.address = :address and m.since = :since order by m.id limit 1""")
                .param("person", person).param("address", address).param("since", since).query(Kept.class).optional();
    }

    /** The household at this address in which one of these people lives or lived. */
    Optional<UUID> household(String address, Collection<UUID> people) {
        return people.isEmpty() ? Optional.empty() : jdbc.sql("""
                select h.id from household h join household_member m on m.household_id = h.id
                where h.address = :address and m.person_id in (:people) order by h.id limit 1""")
                .param("address", address).param("people", people).query(UUID.class).optional();
    }

    Optional<Kept> involvement(UUID agency, UUID person, UUID worker, Involvement involvement) {
        return jdbc.sql("""
                select id, until from involvement where agency_id = :agency and person_id = :person and since = :since
                and practitioner_id is not distinct from :worker order by id limit 1""")
                .param("agency", agency).param("person", person).param("since", involvement.since())
                .param("worker", worker, java.sql.Types.OTHER).query(Kept.class).optional();
    }

    /** Everybody with this identifier. */
    List<Born> holders(String scheme, String value) {
        return jdbc.sql("""
                select p.name, p.born from person_identifier i join person p on p.id = i.person_id
                where i.scheme = :scheme and i.value = :value order by p.id""")
                .param("scheme", scheme).param("value", value).query(Born.class).list();
    }

    /** The imported entries of these files, by external id. */
    Map<String, Entry> entries(Collection<UUID> files) {
        Map<String, Entry> found = new HashMap<>();
        if (files.isEmpty()) {
            return found;
        }
        jdbc.sql("""
                select e.external_id, e.casefile_id, e.event_date, e.precision, e.event_type, e.source_agency_id, e.provenance, e.verification,
                       e.impact_level, e.key_marked, e.recorded_at, c.canonical,
                       array(select p.person_id from entry_person p where p.casefile_id = e.casefile_id and p.seq = e.seq) as persons,
                       is_taken_out(e.casefile_id, e.seq) as taken_out
                from entry e left join entry_content c on c.casefile_id = e.casefile_id and c.seq = e.seq
                where e.casefile_id in (:files) and e.external_id is not null""").param("files", files).query(row -> {
            Timestamp recorded = row.getTimestamp("recorded_at");
            found.put(row.getString("external_id"), new Entry(row.getObject("casefile_id", UUID.class), row.getObject("event_date", LocalDate.class),
                    row.getString("precision"), row.getString("event_type"), row.getObject("source_agency_id", UUID.class), row.getString("provenance"),
                    row.getString("verification"), row.getString("impact_level"), row.getBoolean("key_marked"), recorded.toInstant(),
                    row.getString("canonical"), new TreeSet<>(List.of((UUID[]) row.getArray("persons").getArray())), row.getBoolean("taken_out")));
        });
        return found;
    }
}
