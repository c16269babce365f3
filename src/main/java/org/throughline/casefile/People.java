package org.throughline.casefile;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The people of families, their names and identifiers. */
@Component
class People {

    private final JdbcClient jdbc;
    private final Clock clock;

    People(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<PersonView> find(UUID id) {
        return jdbc.sql("select id, kind, name, given_name, born, expected from person where id = :id").param("id", id)
                .query((row, n) -> row(row, "")).optional();
    }

    static PersonView row(ResultSet row, String prefix) throws SQLException {
        return new PersonView(row.getObject(prefix + "id", UUID.class), row.getString(prefix + "kind"), row.getString(prefix + "name"),
                row.getString(prefix + "given_name"), row.getObject(prefix + "born", LocalDate.class), row.getObject(prefix + "expected", LocalDate.class));
    }

    Optional<UUID> withIdentifier(String scheme, String value) {
        return jdbc.sql("select person_id from person_identifier where scheme = :scheme and value = :value order by person_id limit 1")
                .param("scheme", scheme).param("value", value).query(UUID.class).optional();
    }

    UUID add(NewPerson person) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into person (id, kind, name, given_name, born, expected, recorded_at)
                values (:id, :kind, :name, :given, :born, :expected, :at)""")
                .param("id", id).param("kind", person.child() ? "CHILD" : "ADULT").param("name", person.name()).param("given", person.givenName())
                .param("born", person.born(), Types.DATE).param("expected", person.expected(), Types.DATE)
                .param("at", Timestamp.from(clock.instant())).update();
        return id;
    }

    void born(UUID id, LocalDate day) {
        jdbc.sql("update person set born = :born where id = :id").param("born", day).param("id", id).update();
    }

    void expected(UUID id, LocalDate day) {
        jdbc.sql("update person set expected = :day where id = :id").param("day", day).param("id", id).update();
    }

    /** @return false where a day of death is recorded already */
    boolean died(UUID id, LocalDate day) {
        return jdbc.sql("update person set died = :day where id = :id and died is null").param("day", day).param("id", id).update() == 1;
    }

    void addName(UUID person, String name, boolean former) {
        jdbc.sql("insert into person_name (person_id, name, kind) values (:person, :name, :kind) on conflict do nothing")
                .param("person", person).param("name", name).param("kind", former ? "FORMER" : "ALIAS").update();
    }

    void addIdentifier(UUID person, String scheme, String value) {
        jdbc.sql("insert into person_identifier (person_id, scheme, value) values (:person, :scheme, :value) on conflict do nothing")
                .param("person", person).param("scheme", scheme).param("value", value).update();
    }
}
