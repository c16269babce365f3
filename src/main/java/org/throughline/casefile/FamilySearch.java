package org.throughline.casefile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.Invalid.Fault;
import org.throughline.access.Lookups;
import org.throughline.access.Right;
import org.throughline.access.TooOften;
import org.throughline.organisation.Practitioner;

/** Finds families: a reason is asked and logged, and as little as possible is shown. */
@Service
public class FamilySearch {

    private static final int SHORTEST = 3;
    private static final int MOST = 20;
    private static final String SELECT = """
            select c.id, c.reference, p.given_name, extract(year from coalesce(p.born, p.expected))::int as year, w.name as responsible
            from casefile c
            join person p on p.id = c.person_id
            left join allocation a on a.casefile_id = c.id and a.until_at is null and a.responsibility = 'RESPONSIBLE'
            left join practitioner w on w.id = a.practitioner_id
            """;

    /** Ranges instead of patterns: only for them an index is used when the words come as an array. */
    static final String FIND = """
            with named as (
                select w.person_id as id from unnest(:words::text[]) a(word)
                join person_word w on w.word ~>=~ a.word and w.word ~<~ (a.word || chr(1114111))
                group by w.person_id having count(distinct a.word) = :many),
            matched as (
                select c.id from casefile c where lower(c.reference) ~>=~ :q::text and lower(c.reference) ~<~ (:q::text || chr(1114111))
                union select c.id from casefile c where name_words(c.reference) @> array[:q::text]
                union select m.casefile_id from named n join family_member m on m.person_id = n.id and (m.until is null or m.until >= local_day(:now)))
            """ + SELECT + """
            where c.kind = 'CHILD' and c.id in (select id from matched)
              and not exists (select 1 from conflict_of_interest k where k.casefile_id = c.id and k.practitioner_id = :who)
            order by c.reference limit :most""";

    private final JdbcClient jdbc;
    private final Access access;
    private final Lookups lookups;
    private final Relations relations;
    private final Clock clock;

    FamilySearch(JdbcClient jdbc, Access access, Lookups lookups, Relations relations, Clock clock) {
        this.jdbc = jdbc;
        this.access = access;
        this.lookups = lookups;
        this.relations = relations;
        this.clock = clock;
    }

    /**
     * Children's case files by the beginning of the reference or one of its parts, or by words of a name, present, former or alias, of anybody who belongs
     * to the family now: every word that was typed begins a word of a name, without regard to case and accents.
     * The search stands in the access log, and so does each file that it showed. Files whose conflict list names the person
     * are not there.
     *
     * @throws Invalid  when the query is too short or no reason is given
     * @throws TooOften when this login has asked as often as it may
     */
    @Transactional
    public List<FileFound> find(Practitioner who, String query, String reason) {
        String wanted = asked(who, query, reason);
        String[] words = jdbc.sql("select asked_words(:q)").param("q", wanted).query((row, n) -> (String[]) row.getArray(1).getArray()).single();
        return shown(who, reason, jdbc.sql(FIND)
                .param("q", wanted.toLowerCase(Locale.UK)).param("words", words).param("many", words.length).param("who", who.id()).param("most", MOST)
                .param("now", Timestamp.from(clock.instant())).query(FamilySearch::row).list());
    }

    /**
     * The child's case file with exactly this reference, however it is cased. The search stands in the access log.
     *
     * @throws Invalid  when the query is too short or no reason is given
     * @throws TooOften when this login has asked as often as it may
     */
    @Transactional
    public List<FileFound> byReference(Practitioner who, String reference, String reason) {
        String wanted = asked(who, reference, reason);
        return shown(who, reason, jdbc.sql(SELECT + """
                where c.kind = 'CHILD' and lower(c.reference) = lower(:reference)
                  and not exists (select 1 from conflict_of_interest k where k.casefile_id = c.id and k.practitioner_id = :who)
                order by c.reference""").param("reference", wanted).param("who", who.id()).query(FamilySearch::row).list());
    }

    private String asked(Practitioner who, String query, String reason) {
        List<Fault> faults = new ArrayList<>();
        String wanted = query == null ? "" : query.strip();
        if (wanted.length() < SHORTEST) {
            faults.add(new Fault("q", "Give at least " + SHORTEST + " letters of a name or of the reference."));
        }
        if (reason == null || reason.isBlank()) {
            faults.add(new Fault("reason", "Say why you are looking for this family."));
        }
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
        lookups.count(who, reason.strip());
        access.require(who, Right.FIND_FAMILY, "Looked for a family: " + wanted, reason.strip());
        return wanted;
    }

    private List<FileFound> shown(Practitioner who, String reason, List<FileFound> found) {
        found.forEach(file -> access.require(who, Right.FIND_FAMILY, file.id(), "Was shown in a search", reason.strip()));
        return found;
    }

    static FileFound row(ResultSet row, int number) throws SQLException {
        return new FileFound(row.getObject("id", UUID.class), row.getString("reference"), row.getString("given_name"),
                row.getObject("year", Integer.class), row.getString("responsible"));
    }

    /** The open case files of children that somebody may look at because of how they stand to them. */
    @Transactional(readOnly = true)
    public List<FileFound> mine(Practitioner who) {
        Set<UUID> allowed = access.allowedOf(who, Right.SEE_FILE, relations.filesOf(who.id()));
        if (allowed.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(SELECT + "where c.kind = 'CHILD' and c.closed_at is null and c.id in (:files) order by c.reference").param("files", allowed)
                .query(FamilySearch::row).list();
    }
}
