package org.throughline.casefile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How the people of a family stand to each other and where they live or lived, as it is recorded now. */
@Service
public class FamilyLinks {

    /** @param until null while it lasts */
    public record Relationship(UUID id, UUID from, String fromName, UUID to, String toName, RelationshipType type, LocalDate since, LocalDate until) {}

    /** @param address null where it is protected and the reader must not know it */
    public record Household(UUID id, String address, boolean protectedAddress, List<Stay> stays) {}

    /** @param until null while it lasts */
    public record Stay(UUID id, UUID person, String name, LocalDate since, LocalDate until) {}

    private static final String FAMILY = "(select person_id from family_member where casefile_id = :file union select person_id from casefile where id = :file)";

    private final JdbcClient jdbc;

    FamilyLinks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The people of the family with their dates, the child first; of a person's file that person alone. */
    @Transactional(readOnly = true)
    public Map<UUID, PersonView> people(UUID casefileId) {
        return jdbc.sql("select id, kind, name, given_name, born, expected from person where id in " + FAMILY).param("file", casefileId)
                .query((row, n) -> People.row(row, "")).list().stream().collect(Collectors.toMap(PersonView::id, person -> person));
    }

    /** Former names and aliases, by person. */
    @Transactional(readOnly = true)
    public Map<UUID, List<String>> otherNames(UUID casefileId) {
        record Name(UUID person, String name) {}
        return jdbc.sql("select person_id, name from person_name where person_id in " + FAMILY + " order by name").param("file", casefileId)
                .query((row, n) -> new Name(row.getObject("person_id", UUID.class), row.getString("name"))).list().stream()
                .collect(Collectors.groupingBy(Name::person, Collectors.mapping(Name::name, Collectors.toList())));
    }

    /** Between two people of the family; what lasts stands first. */
    @Transactional(readOnly = true)
    public List<Relationship> relationships(UUID casefileId) {
        return jdbc.sql("""
                select r.id, r.from_person, f.name as from_name, r.to_person, t.name as to_name, r.type, r.since, e.until
                from relationship r join person f on f.id = r.from_person join person t on t.id = r.to_person
                left join relationship_end e on e.relationship_id = r.id
                where r.from_person in %1$s and r.to_person in %1$s order by (e.until is not null), r.since desc, r.id""".formatted(FAMILY))
                .param("file", casefileId)
                .query((row, n) -> new Relationship(row.getObject("id", UUID.class), row.getObject("from_person", UUID.class), row.getString("from_name"),
                        row.getObject("to_person", UUID.class), row.getString("to_name"), RelationshipType.valueOf(row.getString("type")),
                        row.getObject("since", LocalDate.class), row.getObject("until", LocalDate.class))).list();
    }

    /** Who of the family has died, and on which day. */
    @Transactional(readOnly = true)
    public Map<UUID, LocalDate> deaths(UUID casefileId) {
        record Death(UUID person, LocalDate day) {}
        return jdbc.sql("select id, died from person where died is not null and id in " + FAMILY).param("file", casefileId)
                .query((row, n) -> new Death(row.getObject("id", UUID.class), row.getObject("died", LocalDate.class))).list().stream()
                .collect(Collectors.toMap(Death::person, Death::day));
    }

    /**
     * Where somebody of the family lives or lived, and with whom of the family; where somebody lives now stands first.
     *
     * @param protectedToo whether the reader may know protected addresses ({@code SEE_PROTECTED_ADDRESS})
     */
    @Transactional(readOnly = true)
    public List<Household> households(UUID casefileId, boolean protectedToo) {
        Map<UUID, Household> found = new LinkedHashMap<>();
        jdbc.sql("""
                select h.id, case when h.protected and not :protected then null else h.address end as address, h.protected, m.id as stay, p.id as person, p.name, m.since, e.until
                from household_member m join household h on h.id = m.household_id join person p on p.id = m.person_id
                left join household_member_end e on e.household_member_id = m.id
                where m.person_id in %s
                order by max(coalesce(e.until, 'infinity')) over (partition by h.id) desc, h.id, (e.until is not null), m.since, m.id""".formatted(FAMILY))
                .param("file", casefileId).param("protected", protectedToo).query((row, n) -> found.computeIfAbsent(row.getObject("id", UUID.class), id -> household(id, row)).stays()
                        .add(new Stay(row.getObject("stay", UUID.class), row.getObject("person", UUID.class), row.getString("name"),
                                row.getObject("since", LocalDate.class), row.getObject("until", LocalDate.class)))).list();
        return List.copyOf(found.values());
    }

    private static Household household(UUID id, ResultSet row) {
        try {
            return new Household(id, row.getString("address"), row.getBoolean("protected"), new java.util.ArrayList<>());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
