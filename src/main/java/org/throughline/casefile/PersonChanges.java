package org.throughline.casefile;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What changed about the people of a family since somebody read: it is part of what is new to them. */
@Service
public class PersonChanges {

    /**
     * One change.
     *
     * @param inWords what changed, without the names
     * @param other   to whom it ties them; null where it concerns one person
     * @param by      null where a day came that had been named before
     */
    public record Change(UUID person, String name, UUID other, String otherName, String inWords, Instant at, UUID by) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    PersonChanges(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void add(UUID person, UUID other, String kind, UUID by) {
        jdbc.sql("insert into person_change (id, person_id, other_id, kind, by_id, at) values (:id, :person, :other, :kind, :by, :at)")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("person", person).param("other", other, Types.OTHER).param("kind", kind)
                .param("by", by, Types.OTHER).param("at", Timestamp.from(clock.instant())).update();
    }

    /** The changes in this family since a moment, the newest first, at most 200. */
    @Transactional(readOnly = true)
    public List<Change> since(UUID casefileId, Instant moment) {
        return jdbc.sql("""
                select c.*, p.name, o.name as other_name from person_change c
                join person p on p.id = c.person_id left join person o on o.id = c.other_id
                where c.at >= :moment and (c.person_id in (select person_id from family_member where casefile_id = :file)
                                           or c.person_id in (select person_id from casefile where id = :file))
                order by c.at desc, c.id desc limit 200""")
                .param("moment", Timestamp.from(moment)).param("file", casefileId)
                .query((row, n) -> new Change(row.getObject("person_id", UUID.class), row.getString("name"), row.getObject("other_id", UUID.class),
                        row.getString("other_name"), inWords(row.getString("kind")), row.getTimestamp("at").toInstant(), row.getObject("by_id", UUID.class))).list();
    }

    private static String inWords(String kind) {
        return switch (kind) {
            case "RECORDED" -> "belongs to the family";
            case "NAME" -> "has another name on record";
            case "IDENTIFIER" -> "has another number on record";
            case "BORN" -> "has a day of birth on record";
            case "EXPECTED" -> "is expected on another day";
            case "DIED" -> "has died";
            case "RELATIONSHIP" -> "is tied to somebody";
            case "RELATIONSHIP_ENDED" -> "is no longer tied to somebody as before";
            case "HOUSEHOLD" -> "lives at an address";
            case "HOUSEHOLD_LEFT" -> "has left an address";
            case "ADDRESS_PROTECTED" -> "lives or lived at an address that is protected now";
            case "ADDRESS_OPEN" -> "lives or lived at an address that is no longer protected";
            default -> "belongs to the family in another way, because the day of a link has come";
        };
    }
}
