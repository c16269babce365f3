package org.throughline.casefile;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.access.NotFound;

/** Single ties and stays as they are recorded. */
@Component
class LinkRows {

    /** @param until null while it lasts */
    record Tie(UUID from, UUID to, LocalDate since, LocalDate until) {}

    /** @param until null while it lasts */
    record Stay(UUID id, UUID household, UUID person, LocalDate since, LocalDate until) {}

    private final JdbcClient jdbc;

    LinkRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Tie relationship(UUID id) {
        return jdbc.sql("select r.from_person, r.to_person, r.since, e.until from relationship r left join relationship_end e on e.relationship_id = r.id where r.id = :id")
                .param("id", id).query((row, n) -> new Tie(row.getObject("from_person", UUID.class), row.getObject("to_person", UUID.class),
                        row.getObject("since", LocalDate.class), row.getObject("until", LocalDate.class))).optional().orElseThrow(NotFound::new);
    }

    boolean standing(UUID from, UUID to, RelationshipType type) {
        return jdbc.sql("""
                select exists (select 1 from relationship r left join relationship_end e on e.relationship_id = r.id
                               where r.from_person = :from and r.to_person = :to and r.type = :type and e.until is null)""")
                .param("from", from).param("to", to).param("type", type.name()).query(Boolean.class).single();
    }

    Stay stay(UUID id) {
        return stays("m.id = :id", id).stream().findFirst().orElseThrow(NotFound::new);
    }

    /** Where these people live now. */
    List<Stay> staysOf(Collection<UUID> people) {
        return people.isEmpty() ? List.of() : stays("m.person_id in (:id) and e.until is null", people);
    }

    private List<Stay> stays(String where, Object id) {
        return jdbc.sql("select m.*, e.until from household_member m left join household_member_end e on e.household_member_id = m.id where " + where + " order by m.id")
                .param("id", id).query(LinkRows::stay).list();
    }

    private static Stay stay(ResultSet row, int number) throws SQLException {
        return new Stay(row.getObject("id", UUID.class), row.getObject("household_id", UUID.class), row.getObject("person_id", UUID.class),
                row.getObject("since", LocalDate.class), row.getObject("until", LocalDate.class));
    }

    List<UUID> peopleOf(UUID household) {
        return jdbc.sql("select distinct person_id from household_member where household_id = :id order by 1").param("id", household).query(UUID.class).list();
    }

    /** @return whether anything changed */
    boolean protect(UUID household, boolean protectedAddress, String reason, UUID by, Instant at) {
        if (jdbc.sql("select protected from household where id = :id").param("id", household).query(Boolean.class).single() == protectedAddress) {
            return false;
        }
        jdbc.sql("insert into household_protection (id, household_id, protected, reason, by_id, at) values (:id, :household, :protected, :reason, :by, :at)")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("household", household).param("protected", protectedAddress).param("reason", reason)
                .param("by", by).param("at", Timestamp.from(at)).update();
        jdbc.sql("update household set protected = :protected where id = :id").param("protected", protectedAddress).param("id", household).update();
        return true;
    }
}
