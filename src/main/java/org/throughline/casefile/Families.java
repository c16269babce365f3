package org.throughline.casefile;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who belongs to a family, and the one lock that stands before every change of what a family history contains.
 *
 * <p>Locks are taken in one order everywhere: family_head (ascending id), chain_head, authority, obligation, engine. All
 * methods join the caller's transaction; the locks end with it.
 */
@Service
public class Families {

    private static final int ATTEMPTS = 3;

    private final JdbcClient jdbc;
    private final Clock clock;

    Families(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The family of a child's case file as it is now: the child first, then step by step. Empty for a person file. */
    @Transactional(readOnly = true)
    public List<FamilyMember> of(UUID casefileId) {
        return members("select person_id, step, via_person, tie, until from family_member where casefile_id = :casefile", casefileId, null);
    }

    /** The family as it was recorded at a past moment; of a person file, that person and whoever was ever tied to them. */
    @Transactional(readOnly = true)
    public List<FamilyMember> of(UUID casefileId, Instant asOf) {
        return members("select * from family_at(:casefile, :at)", casefileId, asOf);
    }

    private List<FamilyMember> members(String source, UUID casefileId, Instant asOf) {
        var query = jdbc.sql("""
                select m.person_id, p.name, p.given_name, m.step, m.via_person, v.given_name as via_name, m.tie, m.until
                from (%s) m join person p on p.id = m.person_id left join person v on v.id = m.via_person
                order by m.step, p.born nulls first, p.name""".formatted(source)).param("casefile", casefileId);
        if (asOf != null) {
            query = query.param("at", Timestamp.from(asOf));
        }
        return query.query((row, n) -> new FamilyMember(
                row.getObject("person_id", UUID.class), row.getString("name"), row.getString("given_name"), row.getInt("step"),
                row.getObject("via_person", UUID.class), row.getString("tie"),
                FamilyTie.inWords(row.getInt("step"), row.getString("tie"), row.getString("via_name")),
                row.getObject("until", LocalDate.class))).list();
    }

    /** Locks the family_head of one case file. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(UUID casefileId) {
        lockHeads(Set.of(casefileId));
    }

    /**
     * Locks the family_heads of every case file whose family history contains what is said of these persons, in ascending
     * id, and computes the set again while it grows.
     *
     * @return the ids of the case files, locked
     * @throws CannotAcquireLockException when the set would not hold still after three attempts; nothing has been written
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<UUID> lockAffectedBy(Collection<UUID> persons) {
        return lockAffectedBy(persons, Set.of());
    }

    /** As {@link #lockAffectedBy(Collection)}, and these case files too, whoever belongs to them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<UUID> lockAffectedBy(Collection<UUID> persons, Collection<UUID> alsoThese) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Set<UUID> affected = affectedBy(persons);
            affected.addAll(alsoThese);
            lockHeads(affected);
            if (affected.containsAll(affectedBy(persons))) {
                return affected;
            }
        }
        throw new CannotAcquireLockException("The family kept growing while it was being locked");
    }

    private Set<UUID> affectedBy(Collection<UUID> persons) {
        if (persons.isEmpty()) {
            return new TreeSet<>();
        }
        return new TreeSet<>(jdbc.sql("select distinct casefile_id from family_member where person_id in (:persons)")
                .param("persons", persons).query(UUID.class).list());
    }

    private void lockHeads(Set<UUID> casefiles) {
        if (!casefiles.isEmpty()) {
            jdbc.sql("select casefile_id from family_head where casefile_id in (:ids) order by casefile_id for update")
                    .param("ids", casefiles).query(UUID.class).list();
        }
    }

    /** Raises the version of these family histories. The caller holds their locks. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void changed(Collection<UUID> casefiles) {
        if (!casefiles.isEmpty()) {
            jdbc.sql("update family_head set version = version + 1 where casefile_id in (:ids)").param("ids", casefiles).update();
        }
    }

    /**
     * After a relationship, household or match was written: computes the families of these persons again and raises what changed.
     *
     * @return the case files whose families changed
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<UUID> linksChanged(Collection<UUID> persons) {
        List<UUID> grown = new ArrayList<>();
        for (UUID casefile : lockAffectedBy(persons)) {
            if (refresh(casefile)) {
                grown.add(casefile);
            }
        }
        changed(grown);
        return grown;
    }

    /** A new case file: its family, its lock and its chain begin. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void opened(UUID casefileId) {
        jdbc.sql("insert into family_head (casefile_id, version) values (:id, 1)").param("id", casefileId).update();
        jdbc.sql("insert into chain_head (casefile_id, seq, hash) values (:id, 0, :zero)")
                .param("id", casefileId).param("zero", new byte[32]).update();
        refresh(casefileId);
    }

    /** The question is so long that planning it takes ten times as long as answering it: it is planned once for a connection. */
    private boolean refresh(UUID casefileId) {
        return jdbc.sql("""
                with once as materialized (select set_config('plan_cache_mode', 'force_generic_plan', true)),
                     done as materialized (select refresh_family(:id, :at) as changed from once)
                select changed, set_config('plan_cache_mode', 'auto', true) from done""")
                .param("id", casefileId).param("at", Timestamp.from(clock.instant())).query((row, n) -> row.getBoolean("changed")).single();
    }

    /** The version of a family history: it rises whenever what the history contains changes. */
    @Transactional(readOnly = true)
    public long version(UUID casefileId) {
        return jdbc.sql("select version from family_head where casefile_id = :id").param("id", casefileId).query(Long.class).single();
    }
}
