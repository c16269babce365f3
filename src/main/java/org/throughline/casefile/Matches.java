package org.throughline.casefile;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.access.Invalid;
import org.throughline.access.Invalid.Fault;
import org.throughline.access.NotFound;

/** Looking for the family (domain 4): equal identifiers link, everything else only proposes. */
@Component
class Matches {

    private static final String SELECT = """
            select m.id, m.basis, m.proposed_at, d.outcome, d.decided_by, d.decided_at, d.reason,
                   a.id as a_id, a.kind as a_kind, a.name as a_name, a.given_name as a_given_name, a.born as a_born, a.expected as a_expected,
                   b.id as b_id, b.kind as b_kind, b.name as b_name, b.given_name as b_given_name, b.born as b_born, b.expected as b_expected
            from person_match m
            join person a on a.id = m.person_a
            join person b on b.id = m.person_b
            left join lateral (select * from person_match_decision x where x.match_id = m.id order by x.decided_at desc, x.id desc limit 1) d on true
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Families families;

    Matches(JdbcClient jdbc, Clock clock, Families families) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.families = families;
    }

    List<MatchView> of(UUID casefileId) {
        return jdbc.sql(SELECT + """
                where exists (select 1 from family_member f where f.casefile_id = :file and f.person_id in (m.person_a, m.person_b))
                   or exists (select 1 from casefile c where c.id = :file and c.person_id in (m.person_a, m.person_b))
                order by m.proposed_at, m.id""").param("file", casefileId).query(Matches::row).list();
    }

    Optional<MatchView> find(UUID id) {
        return jdbc.sql(SELECT + "where m.id = :id").param("id", id).query(Matches::row).optional();
    }

    private static MatchView row(ResultSet row, int number) throws SQLException {
        String outcome = row.getString("outcome");
        Timestamp decided = row.getTimestamp("decided_at");
        return new MatchView(row.getObject("id", UUID.class), People.row(row, "a_"), People.row(row, "b_"), MatchBasis.valueOf(row.getString("basis")),
                row.getTimestamp("proposed_at").toInstant(), outcome == null ? null : MatchOutcome.valueOf(outcome),
                row.getObject("decided_by", UUID.class), decided == null ? null : decided.toInstant(), row.getString("reason"));
    }

    /** The case files of children to whose families either person belongs. */
    Set<UUID> filesOf(UUID matchId) {
        return Set.copyOf(jdbc.sql("""
                select distinct f.casefile_id from person_match m join family_member f on f.person_id in (m.person_a, m.person_b)
                where m.id = :id""").param("id", matchId).query(UUID.class).list());
    }

    /** Links every other record with this identifier, by rule; what a person has decided about the two stays. */
    void linkByIdentifier(UUID person, String scheme, String value) {
        for (UUID other : jdbc.sql("select person_id from person_identifier where scheme = :scheme and value = :value and person_id <> :person")
                .param("scheme", scheme).param("value", value).param("person", person).query(UUID.class).list()) {
            UUID match = propose(person, other, MatchBasis.IDENTIFIER).orElseGet(() -> between(person, other));
            if (find(match).filter(known -> known.outcome() == null).isPresent()) {
                write(match, MatchOutcome.SAME, "Both records carry the same " + scheme + " identifier.", null, person, other);
            }
        }
    }

    /** Proposes every record with one of this person's names, present, former or alias, and the same date of birth. */
    void lookByName(UUID person) {
        for (UUID other : jdbc.sql("""
                with names as (select id, lower(name) as name from person union select person_id, lower(name) from person_name)
                select distinct o.id from person p
                join names mine on mine.id = p.id
                join names theirs on theirs.name = mine.name and theirs.id <> p.id
                join person o on o.id = theirs.id and o.born = p.born
                where p.id = :person order by o.id""").param("person", person).query(UUID.class).list()) {
            propose(person, other, MatchBasis.NAME_AND_BIRTH_DATE);
        }
    }

    /** Proposes every child of the same mother, as far as she is known, that was born or is expected at nearly the same date (OP1): an unborn child has no birth date. */
    void lookByMother(UUID child) {
        for (UUID other : jdbc.sql("""
                with known as materialized (
                        select t.other_id as parent from person_ties(array[:child]::uuid[], :now) t where not t.outward and t.tie = 'PARENT'),
                     mothers as materialized (
                        select parent as id from known
                        union select case when m.person_a = k.parent then m.person_b else m.person_a end from known k
                          join person_match m on k.parent in (m.person_a, m.person_b)
                          left join lateral (select d.outcome from person_match_decision d where d.match_id = m.id order by d.decided_at desc, d.id desc limit 1) d on true
                         where d.outcome is distinct from 'NOT_SAME')
                select distinct o.id from mothers m
                join relationship r on r.from_person = m.id and r.type = 'PARENT'
                join person o on o.id = r.to_person and o.id <> :child and o.kind = 'CHILD'
                join person mine on mine.id = :child
                where abs(coalesce(o.born, o.expected) - coalesce(mine.born, mine.expected)) <= rule_number('OP1') order by o.id""")
                .param("child", child).param("now", Timestamp.from(clock.instant())).query(UUID.class).list()) {
            propose(child, other, MatchBasis.MOTHER_AND_DATE);
        }
    }

    /** Every likely match of any of these people. */
    List<MatchView> touching(Collection<UUID> persons) {
        return persons.isEmpty() ? List.of() : jdbc.sql(SELECT + "where m.person_a in (:persons) or m.person_b in (:persons) order by m.proposed_at, m.id")
                .param("persons", persons).query(Matches::row).list();
    }

    /** Proposes every record with one of this person's names that is or was at the same address. */
    void lookByAddress(UUID person, UUID household) {
        for (UUID other : jdbc.sql("""
                with names as (select id, lower(name) as name from person union select person_id, lower(name) from person_name)
                select distinct o.id from household here
                join household h on lower(regexp_replace(h.address, '[[:space:][:punct:]]+', ' ', 'g')) = lower(regexp_replace(here.address, '[[:space:][:punct:]]+', ' ', 'g'))
                join household_member m on m.household_id = h.id and m.person_id <> :person
                join names theirs on theirs.id = m.person_id
                join names mine on mine.id = :person and mine.name = theirs.name
                join person o on o.id = m.person_id
                where here.id = :household order by o.id""").param("person", person).param("household", household).query(UUID.class).list()) {
            propose(person, other, MatchBasis.ADDRESS);
        }
    }

    private Optional<UUID> propose(UUID one, UUID other, MatchBasis basis) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        return jdbc.sql("""
                insert into person_match (id, person_a, person_b, basis, proposed_at)
                values (:id, least(:one, :other), greatest(:one, :other), :basis, :at)
                on conflict do nothing returning id""")
                .param("id", id).param("one", one).param("other", other).param("basis", basis.name()).param("at", Timestamp.from(clock.instant()))
                .query(UUID.class).optional();
    }

    private UUID between(UUID one, UUID other) {
        return jdbc.sql("select id from person_match where person_a = least(:one, :other) and person_b = greatest(:one, :other)")
                .param("one", one).param("other", other).query(UUID.class).single();
    }

    /** @return whether two records that were one person are parted by it */
    boolean decide(UUID matchId, MatchOutcome outcome, String reason, UUID by) {
        List<Fault> faults = new ArrayList<>();
        if (outcome == null) {
            faults.add(new Fault("outcome", "Say whether they are the same person, are not, or that you cannot tell."));
        }
        if (reason == null || reason.isBlank()) {
            faults.add(new Fault("reason", "Say why."));
        }
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
        MatchView match = find(matchId).orElseThrow(NotFound::new);
        write(matchId, outcome, reason.strip(), by, match.a().id(), match.b().id());
        return match.outcome() == MatchOutcome.SAME && outcome != MatchOutcome.SAME;
    }

    private void write(UUID match, MatchOutcome outcome, String reason, UUID by, UUID a, UUID b) {
        families.lockAffectedBy(Set.of(a, b));
        jdbc.sql("""
                insert into person_match_decision (id, match_id, outcome, decided_by, decided_at, reason)
                values (:id, :match, :outcome, :by, :at, :reason)""")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("match", match).param("outcome", outcome.name())
                .param("by", by, Types.OTHER).param("at", Timestamp.from(clock.instant())).param("reason", reason).update();
        families.linksChanged(Set.of(a, b));
    }
}
