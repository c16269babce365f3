package org.throughline.chronology;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.casefile.Arrangements;
import org.throughline.casefile.Families;

/** The years of a family in a picture and at a glance, drawn from its entries by one statement each. What was taken out, and that it was, is no event of theirs. */
@Service
public class FamilyPicture {

    /** Above this many entries only key entries and moves are drawn. */
    private static final int DRAWN_WHOLE = 2_000;
    private static final Set<EventType> MOVES =
            EnumSet.of(EventType.ADDRESS_MOVE, EventType.NEW_TENANCY, EventType.HOMELESS, EventType.CARE_CHANGE, EventType.HOUSEHOLD_CHANGE);
    private static final Set<EventType> REASSURING =
            EnumSet.of(EventType.VISIT, EventType.ASSESSMENT, EventType.HEALTH_CHECK, EventType.POSITIVE_CHANGE, EventType.EARLY_HELP);
    private static final Set<ImpactLevel> WORRYING = EnumSet.of(ImpactLevel.MODERATE, ImpactLevel.SERIOUS);

    private final JdbcClient jdbc;
    private final Families families;
    private final ObjectProvider<Arrangements> arrangements;
    private final Clock clock;

    FamilyPicture(JdbcClient jdbc, Families families, ObjectProvider<Arrangements> arrangements, Clock clock) {
        this.jdbc = jdbc;
        this.families = families;
        this.arrangements = arrangements;
        this.clock = clock;
    }

    /** The family's years as this reader may see them. Sealed entries leave no trace. */
    @Transactional(readOnly = true)
    public Timeline timeline(UUID casefileId, UUID reader) {
        List<Drawn> all = drawn(casefileId, reader);
        boolean whole = all.size() <= DRAWN_WHOLE;
        List<Drawn> shown = whole ? all : all.stream().filter(d -> d.key || MOVES.contains(d.type)).toList();
        List<Timeline.Event> events = shown.stream().map(d -> new Timeline.Event(d.ref.casefileId(), d.ref.seq(), d.name, d.date,
                Wording.date(d.date, d.precision), d.withheld ? null : d.type, d.withheld ? "Withheld" : d.label, d.key, MOVES.contains(d.type) && !d.withheld,
                d.withheld ? List.of() : d.persons, d.withheld ? null : d.agency.code(), d.withheld)).toList();
        return new Timeline(all.isEmpty() ? null : all.get(0).date, all.isEmpty() ? null : all.get(all.size() - 1).date, whole,
                families.of(casefileId), agencies(all), events);
    }

    /** The history at a glance. */
    @Transactional(readOnly = true)
    public Glance glance(UUID casefileId, UUID reader) {
        List<Drawn> all = drawn(casefileId, reader);
        List<Drawn> seen = all.stream().filter(d -> !d.withheld).toList();
        List<EntryView.Agency> speaking = agencies(seen);
        int quietMonths = jdbc.sql("select rule_number('GL1')").query(Integer.class).single();
        return new Glance(all.size(), all.isEmpty() ? null : all.get(0).date, all.isEmpty() ? null : all.get(all.size() - 1).date,
                line(seen, d -> d.key), line(seen, d -> MOVES.contains(d.type)), quiet(all, quietMonths), speaking, silent(casefileId, speaking),
                new Glance.Reassurance((int) seen.stream().filter(Drawn::reassures).count(),
                        line(seen, d -> d.reassures() && d.provenance == Provenance.SELF_REPORT && d.verification != Verification.CORROBORATED)),
                line(seen, d -> d.verification == Verification.CONTRADICTED),
                arrangements.orderedStream().flatMap(known -> known.of(casefileId, clock.instant()).stream()).toList());
    }

    private static Glance.Line line(List<Drawn> entries, Predicate<Drawn> which) {
        List<Glance.Named> named = entries.stream().filter(which)
                .map(d -> new Glance.Named(d.ref, d.name, Wording.date(d.date, d.precision), d.label)).toList();
        return new Glance.Line(named.size(), named);
    }

    private static List<Glance.Quiet> quiet(List<Drawn> all, int months) {
        List<Glance.Quiet> quiet = new ArrayList<>();
        for (int i = 1; i < all.size(); i++) {
            LocalDate from = all.get(i - 1).date;
            LocalDate to = all.get(i).date;
            long between = ChronoUnit.MONTHS.between(from, to);
            if (between >= months) {
                quiet.add(new Glance.Quiet(from, to, between));
            }
        }
        return quiet;
    }

    private static List<EntryView.Agency> agencies(List<Drawn> entries) {
        return entries.stream().filter(d -> !d.withheld).map(d -> d.agency).distinct().sorted((a, b) -> a.name().compareTo(b.name())).toList();
    }

    private List<EntryView.Agency> silent(UUID casefileId, List<EntryView.Agency> speaking) {
        return jdbc.sql("""
                select distinct a.code, a.name from involvement i join agency a on a.id = i.agency_id
                join family_member m on m.person_id = i.person_id and m.casefile_id = :file order by a.name""")
                .param("file", casefileId).query((row, n) -> new EntryView.Agency(row.getString("code"), row.getString("name"))).list()
                .stream().filter(a -> !speaking.contains(a)).toList();
    }

    private record Drawn(EntryRef ref, String name, LocalDate date, Precision precision, EventType type, String label, boolean key, List<UUID> persons,
            EntryView.Agency agency, Provenance provenance, Verification verification, ImpactLevel impact, boolean withheld) {

        boolean reassures() {
            return REASSURING.contains(type) && (impact == null || !WORRYING.contains(impact));
        }
    }

    private List<Drawn> drawn(UUID casefileId, UUID reader) {
        return jdbc.sql("""
                select e.casefile_id, e.seq, coalesce(e.external_id, f.reference || '/' || e.seq) as ref, e.event_date, e.precision, e.event_type, t.label,
                       is_key(e.casefile_id, e.seq, :now) as key, a.code, a.name, e.provenance, e.verification, e.impact_level,
                       array(select p.person_id from entry_person p where p.casefile_id = e.casefile_id and p.seq = e.seq) as persons, r.level
                from family_entries(:file, :now) h
                join entry e on e.casefile_id = h.casefile_id and e.seq = h.seq
                join event_type t on t.code = e.event_type join agency a on a.id = e.source_agency_id join casefile f on f.id = e.casefile_id
                left join restriction r on r.id = case when is_restricted(e) then restriction_for(:reader, e.casefile_id, e.seq, :now) end
                where r.level is distinct from 'SEALED' and e.kind <> 'NOT_THIS_FAMILY'
                order by e.event_date, e.casefile_id, e.seq""")
                .param("file", casefileId).param("reader", reader).param("now", Timestamp.from(clock.instant()))
                .query((row, n) -> new Drawn(new EntryRef(row.getObject("casefile_id", UUID.class), row.getLong("seq")), row.getString("ref"),
                        row.getObject("event_date", LocalDate.class), Precision.valueOf(row.getString("precision")), EventType.valueOf(row.getString("event_type")),
                        row.getString("label"), row.getBoolean("key"), Arrays.asList((UUID[]) row.getArray("persons").getArray()),
                        new EntryView.Agency(row.getString("code"), row.getString("name")), ChainVerifier.code(Provenance.class, row.getString("provenance")),
                        ChainVerifier.code(Verification.class, row.getString("verification")), ChainVerifier.code(ImpactLevel.class, row.getString("impact_level")),
                        row.getString("level") != null)).list();
    }
}
