package org.throughline.casefile;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
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

/**
 * Answers one question: is this child known here, and whom does one ring? Nothing else is told. The question, with its reason, stands in
 * the access log, and on every file that it found.
 */
@Service
public class KnownChild {

    /** How sure it is that a record is about the child asked for. */
    public enum How { SAME, PERHAPS }

    /**
     * What was typed: a name and a birth date or an address.
     *
     * @param address compared without regard to case, spaces and punctuation; a protected one is never compared
     */
    public record Question(String name, LocalDate born, String address, String reason) {}

    /**
     * A file that may be this child's.
     *
     * @param reference of the file, for who takes urgent access; null for who may not
     * @param ring      the team that answers for the child now, or the agency where no team is named, and on which number where one is entered
     */
    public record Known(How how, String reference, String ring) {}

    private static final int MOST = 10;
    private static final String PLAIN = "lower(regexp_replace(%s, '[[:space:][:punct:]]+', ' ', 'g'))";

    static final String ASK = """
            with named as (
                select n.id, max(n.hits) as hits from (
                    select w.person_id as id, count(*) as hits from person_word w where w.word = any(:words::text[]) group by w.person_id, w.name) n
                group by n.id),
            like_this as (
                select p.id, d.hits >= :many as name, coalesce(p.born = :born::date, false) as birth, exists (
                    select 1 from household_member m join household h on h.id = m.household_id
                    where m.person_id = p.id and not h.protected and %s = %s) as address
                from person p join named d on d.id = p.id)
            select c.id, c.reference, coalesce(t.name || ', ' || ta.name || coalesce(' on ' || coalesce(t.phone, ta.phone), ''), wa.name || coalesce(' on ' || wa.phone, ''),
                            ca.name || coalesce(' on ' || ca.phone, ''), 'the duty team') as ring,
                   bool_or(l.name) as name, bool_or(l.name and l.birth) as birth, bool_or(l.name and l.address) as address
            from like_this l
            join family_member f on f.person_id = l.id and (f.until is null or f.until >= local_day(:now))
            join casefile c on c.id = f.casefile_id and c.kind = 'CHILD'
            left join allocation a on a.casefile_id = c.id and a.until_at is null and a.responsibility = 'RESPONSIBLE'
            left join practitioner w on w.id = a.practitioner_id left join agency wa on wa.id = w.agency_id
            left join team t on t.id = w.team_id left join agency ta on ta.id = t.agency_id left join agency ca on ca.id = c.agency_id
            where (l.name or l.birth or l.address)
              and (c.person_id = l.id or not exists (select 1 from casefile own where own.person_id = l.id and own.kind = 'CHILD'))
              and not exists (select 1 from conflict_of_interest k where k.casefile_id = c.id and k.practitioner_id = :who)
            group by c.id, c.reference, t.name, t.phone, ta.name, ta.phone, wa.name, wa.phone, ca.name, ca.phone""".formatted(PLAIN.formatted("h.address"), PLAIN.formatted(":address::text"));

    private record Row(UUID casefile, String reference, String ring, boolean name, boolean birth, boolean address) {

        How how() {
            return name && (birth || address) ? How.SAME : How.PERHAPS;
        }
    }

    private final JdbcClient jdbc;
    private final Access access;
    private final Lookups lookups;
    private final Clock clock;

    KnownChild(JdbcClient jdbc, Access access, Lookups lookups, Clock clock) {
        this.lookups = lookups;
        this.jdbc = jdbc;
        this.access = access;
        this.clock = clock;
    }

    /**
     * The file of a child who is as asked for, or of each child in whose family an adult now is: every word of the name and the birth date or the address (SAME), or
     * a part of it, such as one word of the name with the birth date, or the whole name alone (PERHAPS). The surest first. Files on whose conflict
     * list the person stands are not there.
     *
     * @throws Invalid  naming everything that is missing
     * @throws TooOften when this login has asked as often as it may
     */
    @Transactional
    public List<Known> ask(Practitioner who, Question question) {
        String[] words = jdbc.sql("select asked_words(:name)").param("name", question.name(), java.sql.Types.VARCHAR)
                .query((row, n) -> (String[]) row.getArray(1).getArray()).single();
        check(question, words);
        lookups.count(who, question.reason().strip());
        access.require(who, Right.FIND_FAMILY, "Asked whether a child is known: " + question.name().strip(), question.reason().strip());
        List<Row> found = rows(who, question, words).stream().sorted(java.util.Comparator.comparing(Row::how).thenComparing(Row::reference)).limit(MOST).toList();
        found.forEach(row -> access.require(who, Right.FIND_FAMILY, row.casefile, "Was asked for: is this child known?", question.reason().strip()));
        return found.stream().map(row -> new Known(row.how(), access.may(who, Right.URGENT_ACCESS, row.casefile) ? row.reference : null, row.ring)).toList();
    }

    private List<Row> rows(Practitioner who, Question question, String[] words) {
        return jdbc.sql(ASK)
                .param("words", words).param("many", words.length).param("born", question.born())
                .param("address", question.address() == null || question.address().isBlank() ? null : question.address().strip(), java.sql.Types.VARCHAR)
                .param("now", Timestamp.from(clock.instant())).param("who", who.id())
                .query((row, n) -> new Row(row.getObject("id", UUID.class), row.getString("reference"), row.getString("ring"), row.getBoolean("name"),
                        row.getBoolean("birth"), row.getBoolean("address"))).list();
    }

    private static void check(Question question, String[] words) {
        List<Fault> faults = new ArrayList<>();
        if (words.length == 0) {
            faults.add(new Fault("name", "Write the name as you heard it, at least two letters."));
        }
        if (question.born() == null && (question.address() == null || question.address().isBlank())) {
            faults.add(new Fault("born", "Give the birth date, or the address if you do not know it."));
        }
        if (question.reason() == null || question.reason().isBlank()) {
            faults.add(new Fault("reason", "Say why you ask. One sentence is enough."));
        }
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
    }
}
