package org.throughline.testing;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryDraft;
import org.throughline.chronology.EventType;
import org.throughline.chronology.ImpactLevel;
import org.throughline.chronology.ImportedEntry;
import org.throughline.chronology.Precision;
import org.throughline.chronology.Provenance;
import org.throughline.chronology.Verification;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;

/** Many small families by few statements, as the application's role; what was recorded about them comes in by the real import. */
@Component
public class ManyFamilies {

    private final JdbcClient jdbc;
    private final Chronology chronology;

    ManyFamilies(JdbcClient jdbc, Chronology chronology) {
        this.jdbc = jdbc;
        this.chronology = chronology;
    }

    /** A family without a file for the mother; the relative is not linked to it yet, and one entry is about the relative. */
    public record Small(Family family, UUID relative) {}

    /** So many families of this team: one key entry and one other about the child, one about the relative. */
    @Transactional
    public List<Small> of(Team team, int count) {
        List<Small> families = Stream.generate(() -> made(team)).limit(count).toList();
        Instant now = TestClock.get().instant();
        UUID[] files = ids(families, f -> f.family().file());
        UUID[] children = ids(families, f -> f.family().child());
        people(children, "CHILD", now);
        people(ids(families, f -> f.family().mother()), "ADULT", now);
        people(ids(families, f -> f.family().father()), "ADULT", now);
        people(ids(families, Small::relative), "ADULT", now);
        parents(ids(families, f -> f.family().mother()), children, now);
        parents(ids(families, f -> f.family().father()), children, now);
        jdbc.sql("""
                insert into casefile (id, reference, person_id, kind, title, jurisdiction, agency_id, origin, opened_on, filed_at)
                select f, 'CH-' || f, c, 'CHILD', 'Example', 'exampleshire', :agency, 'IMPORT', :day, :now from unnest(:files, :children) as u(f, c)""")
                .param("agency", team.csc()).param("day", LocalDate.ofInstant(now, ZoneOffset.UTC)).param("now", Timestamp.from(now))
                .param("files", files).param("children", children).update();
        jdbc.sql("insert into family_head (casefile_id, version) select f, 1 from unnest(:files) f").param("files", files).update();
        jdbc.sql("insert into chain_head (casefile_id, seq, hash) select f, 0, decode(repeat('00', 32), 'hex') from unnest(:files) f").param("files", files).update();
        // planned once for all of them, as Families does: planning it costs ten times what answering it does
        jdbc.sql("select set_config('plan_cache_mode', 'force_generic_plan', true)").query(String.class).single();
        jdbc.sql("select refresh_family(f, :now) from unnest(:files) f").param("now", Timestamp.from(now)).param("files", files).query(Boolean.class).list();
        jdbc.sql("select set_config('plan_cache_mode', 'auto', true)").query(String.class).single();
        responsible(team, files, now);
        chronology.importEntries(families.stream().flatMap(family -> history(team, family, now)).toList(), team.administrator());
        return families;
    }

    private static Small made(Team team) {
        UUID file = id();
        return new Small(new Family(team, file, "CH-" + file, id(), id(), id(), null), id());
    }

    /** Each bears a name of one word, for each word of a name is kept to be found by. */
    private void people(UUID[] people, String kind, Instant now) {
        jdbc.sql("""
                insert into person (id, kind, name, given_name, born, recorded_at)
                select p, :kind, 'Example' || replace(p::text, '-', ''), 'Example', date '2026-01-10', :now from unnest(:people) p""")
                .param("kind", kind).param("now", Timestamp.from(now)).param("people", people).update();
    }

    private void parents(UUID[] parents, UUID[] children, Instant now) {
        jdbc.sql("""
                insert into relationship (id, from_person, to_person, type, since, recorded_at)
                select gen_random_uuid(), p, c, 'PARENT', date '2026-01-10', :now from unnest(:parents, :children) as u(p, c)""")
                .param("now", Timestamp.from(now)).param("parents", parents).param("children", children).update();
    }

    private void responsible(Team team, UUID[] files, Instant now) {
        UUID[] allocations = Stream.generate(ManyFamilies::id).limit(files.length).toArray(UUID[]::new);
        jdbc.sql("""
                insert into allocation (id, casefile_id, practitioner_id, responsibility, since)
                select a, f, :worker, 'RESPONSIBLE', :now from unnest(:allocations, :files) as u(a, f)""")
                .param("worker", team.outgoing().id()).param("now", Timestamp.from(now)).param("allocations", allocations).param("files", files).update();
        jdbc.sql("""
                insert into authority (id, casefile_id, practitioner_id, kind, origin, allocation_id, granted_by, granted_at)
                select gen_random_uuid(), f, :worker, 'RESPONSIBLE', 'IMPORT', a, :administrator, :now from unnest(:allocations, :files) as u(a, f)""")
                .param("worker", team.outgoing().id()).param("administrator", team.administrator().id()).param("now", Timestamp.from(now))
                .param("allocations", allocations).param("files", files).update();
    }

    private static Stream<ImportedEntry> history(Team team, Small small, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        UUID child = small.family().child();
        return Stream.of(entry(team, small, "E-1", today.minusDays(9), EventType.HEALTH_CHECK, child, false),
                entry(team, small, "E-2", today.minusDays(8), EventType.CARER_SELF_HARM, child, true),
                entry(team, small, "E-3", today.minusDays(7), EventType.HEALTH_CHECK, small.relative(), false));
    }

    private static ImportedEntry entry(Team team, Small small, String id, LocalDate day, EventType type, UUID about, boolean key) {
        EntryDraft draft = new EntryDraft(day, Precision.EXACT, type, team.health(), "record", List.of(about), "What happened.", Provenance.OBSERVED,
                Verification.CORROBORATED, key ? "It matters." : null, "What it means.", ImpactLevel.LOW, "noted", "none: routine", key, Map.of(), null);
        return new ImportedEntry(small.family().file(), id, draft, day.atTime(16, 0).toInstant(ZoneOffset.UTC), null);
    }

    private static UUID[] ids(List<Small> families, Function<Small, UUID> which) {
        return families.stream().map(which).toArray(UUID[]::new);
    }

    private static UUID id() {
        return UuidCreator.getTimeOrderedEpoch();
    }
}
