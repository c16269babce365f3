package org.throughline.casefile;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;

/** What ties people together. Every write computes the families again in the same transaction. */
@Component
class Links {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.UK);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Families families;

    Links(JdbcClient jdbc, Clock clock, Families families) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.families = families;
    }

    UUID addRelationship(UUID from, UUID to, RelationshipType type, LocalDate since, UUID by) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into relationship (id, from_person, to_person, type, since, recorded_at, recorded_by)
                values (:id, :from, :to, :type, :since, :at, :by)""")
                .param("id", id).param("from", from).param("to", to).param("type", type.name()).param("since", since)
                .param("at", Timestamp.from(clock.instant())).param("by", by, Types.OTHER).update();
        families.linksChanged(Set.of(from, to));
        return id;
    }

    void endRelationship(UUID relationship, LocalDate until, UUID by) {
        int ended = jdbc.sql("insert into relationship_end (relationship_id, until, recorded_at, recorded_by) values (:id, :until, :at, :by) on conflict do nothing")
                .param("id", relationship).param("until", until).param("at", Timestamp.from(clock.instant())).param("by", by, Types.OTHER).update();
        if (ended == 0) {
            throw endedAlready("This relationship", jdbc.sql("select until from relationship_end where relationship_id = :id").param("id", relationship).query(LocalDate.class).single());
        }
        families.linksChanged(jdbc.sql("select unnest(array[from_person, to_person]) from relationship where id = :id")
                .param("id", relationship).query(UUID.class).list());
    }

    UUID addHousehold(String address, boolean protectedAddress) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("insert into household (id, address, protected) values (:id, :address, :protected)")
                .param("id", id).param("address", address).param("protected", protectedAddress).update();
        return id;
    }

    UUID addMember(UUID household, UUID person, LocalDate since, UUID by) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into household_member (id, household_id, person_id, since, recorded_at, recorded_by)
                values (:id, :household, :person, :since, :at, :by)""")
                .param("id", id).param("household", household).param("person", person).param("since", since)
                .param("at", Timestamp.from(clock.instant())).param("by", by, Types.OTHER).update();
        families.linksChanged(household(household));
        return id;
    }

    void endMember(UUID member, LocalDate until, UUID by) {
        int ended = jdbc.sql("insert into household_member_end (household_member_id, until, recorded_at, recorded_by) values (:id, :until, :at, :by) on conflict do nothing")
                .param("id", member).param("until", until).param("at", Timestamp.from(clock.instant())).param("by", by, Types.OTHER).update();
        if (ended == 0) {
            throw endedAlready("This stay in the household", jdbc.sql("select until from household_member_end where household_member_id = :id").param("id", member).query(LocalDate.class).single());
        }
        families.linksChanged(household(jdbc.sql("select household_id from household_member where id = :id")
                .param("id", member).query(UUID.class).single()));
    }

    private static Refusal endedAlready(String what, LocalDate until) {
        return new Refusal(what + " has been ended already, on " + DAY.format(until) + ". What was recorded stays: if it went on or began again, "
                + "record it anew from that day.", "already-done");
    }

    private List<UUID> household(UUID household) {
        return jdbc.sql("select distinct person_id from household_member where household_id = :id").param("id", household).query(UUID.class).list();
    }

    UUID addInvolvement(UUID agency, UUID person, UUID practitioner, LocalDate since, LocalDate until, String concern) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into involvement (id, agency_id, person_id, practitioner_id, since, until, concern)
                values (:id, :agency, :person, :practitioner, :since, :until, :concern)""")
                .param("id", id).param("agency", agency).param("person", person).param("practitioner", practitioner, Types.OTHER)
                .param("since", since).param("until", until, Types.DATE).param("concern", concern, Types.VARCHAR).update();
        return id;
    }

    List<InvolvementView> involvements(UUID casefileId) {
        return jdbc.sql("""
                select i.id, i.agency_id, a.code, a.name as agency_name, i.person_id, p.name as person_name, i.practitioner_id,
                       w.name as practitioner_name, i.since, i.until
                from involvement i
                join agency a on a.id = i.agency_id
                join person p on p.id = i.person_id
                left join practitioner w on w.id = i.practitioner_id
                where i.person_id in (select person_id from family_member where casefile_id = :file
                                      union select person_id from casefile where id = :file)
                order by a.name, i.since, i.id""").param("file", casefileId)
                .query((row, n) -> new InvolvementView(row.getObject("id", UUID.class), row.getObject("agency_id", UUID.class), row.getString("code"),
                        row.getString("agency_name"), row.getObject("person_id", UUID.class), row.getString("person_name"),
                        row.getObject("practitioner_id", UUID.class), row.getString("practitioner_name"),
                        row.getObject("since", LocalDate.class), row.getObject("until", LocalDate.class))).list();
    }
}
