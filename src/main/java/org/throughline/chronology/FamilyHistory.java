package org.throughline.chronology;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads a family history: every entry about anyone of the family, across files, in event order. A page is cut by keyset
 * from each person's own index, so that the last page of a very large family costs what the first one does.
 */
@Service
public class FamilyHistory {

    private final JdbcClient jdbc;
    private final Clock clock;

    FamilyHistory(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * One page as this reader may see it. Entries sealed for the reader leave no trace, and a filter by person or agency leaves out
     * what is withheld or was taken out, whose person and agency are part of the secret; a page may then be shorter than its limit although more follow.
     */
    @Transactional(readOnly = true)
    public HistoryPage page(UUID casefileId, UUID reader, HistoryQuery query) {
        return page(casefileId, reader, query, false);
    }

    /** As {@link #page}, and only what this reader has recorded: for those who see their own entries alone (GA1). */
    @Transactional(readOnly = true)
    public HistoryPage ownPage(UUID casefileId, UUID reader, HistoryQuery query) {
        return page(casefileId, reader, query, true);
    }

    private HistoryPage page(UUID casefileId, UUID reader, HistoryQuery query, boolean own) {
        Cursor from = Cursor.parse(query.cursor());
        Instant at = query.asOf() == null ? clock.instant() : query.asOf();
        String members = query.asOf() == null ? "family_member where casefile_id = :casefile" : "family_at(:casefile, :at)";
        String person = query.person() == null ? "" : " and m.person_id in (select same_person(:person, :at))";
        StringBuilder which = new StringBuilder();
        boolean headers = own || query.agency() != null || query.keyOnly() || query.asOf() != null;
        if (own) {
            which.append(" and e.recorded_by = :reader");
        }
        if (query.agency() != null) {
            which.append(" and e.source_agency_id = (select id from agency where code = :agency)");
        }
        if (query.keyOnly()) {
            which.append(" and is_key(e.casefile_id, e.seq, :at)");
        }
        if (query.asOf() != null) {
            // that an entry of that time was taken out later is said there too
            which.append(" and coalesce((select o.filed_at from entry o where e.kind = 'NOT_THIS_FAMILY' and o.casefile_id = e.about_casefile_id and o.seq = e.about_seq), e.filed_at) <= :at");
        }
        String sql = """
                with page as materialized (
                    select distinct x.event_date, x.casefile_id, x.seq
                    from (select person_id, until from %s) m
                    cross join lateral (
                        select p.event_date, p.casefile_id, p.seq from entry_person p %s
                        where p.person_id = m.person_id and p.event_date <= coalesce(m.until, 'infinity')
                          and (p.event_date, p.casefile_id, p.seq) > (:date, :file, :seq)
                          and (select g.seq from taken_out g where g.casefile_id = p.casefile_id and g.seq = p.seq) is null %s
                        order by p.event_date, p.casefile_id, p.seq limit :many) x
                    where true %s
                    order by x.event_date, x.casefile_id, x.seq limit :many)
                """.formatted(members, headers ? "join entry e on e.casefile_id = p.casefile_id and e.seq = p.seq" : "", which, person)
                + EntryRows.SELECT + " order by page.event_date, page.casefile_id, page.seq";
        var statement = jdbc.sql(sql).param("casefile", casefileId).param("reader", reader).param("at", Timestamp.from(at))
                .param("now", Timestamp.from(clock.instant())).param("date", from.eventDate()).param("file", from.casefileId()).param("seq", from.seq()).param("many", query.limit() + 1);
        if (query.person() != null) {
            statement = statement.param("person", query.person());
        }
        if (query.agency() != null) {
            statement = statement.param("agency", query.agency());
        }
        List<Row> rows = statement.query((row, n) -> new Row(
                new Cursor(row.getObject("event_date", java.time.LocalDate.class), row.getObject("casefile_id", UUID.class), row.getLong("seq")),
                EntryRows.view(row))).list();
        boolean more = rows.size() > query.limit();
        List<Row> shown = more ? rows.subList(0, query.limit()) : rows;
        boolean filtered = query.person() != null || query.agency() != null;
        return new HistoryPage(shown.stream().map(Row::view).filter(Objects::nonNull).filter(view -> !filtered || view.withheld() == null && view.kind() != EntryKind.NOT_THIS_FAMILY).toList(),
                more ? shown.get(shown.size() - 1).cursor().toString() : null);
    }

    private record Row(Cursor cursor, EntryView view) {}

    /** These entries as the reader may see them, in event order; what is sealed or unknown is left out. */
    @Transactional(readOnly = true)
    public List<EntryView> entries(UUID reader, Collection<EntryRef> refs) {
        if (refs.isEmpty()) {
            return List.of();
        }
        List<UUID> files = new ArrayList<>();
        List<Long> seqs = new ArrayList<>();
        for (EntryRef ref : refs) {
            files.add(ref.casefileId());
            seqs.add(ref.seq());
        }
        // the arrays come as questions of their own, so that one plan serves every number of entries: planning takes longer than reading
        return jdbc.sql("with page as (select f as casefile_id, s as seq from unnest((select cast(:files as uuid[])), (select cast(:seqs as bigint[]))) as u(f, s)) "
                        + EntryRows.SELECT + " order by e.event_date, e.casefile_id, e.seq")
                .param("files", files.toArray(UUID[]::new)).param("seqs", seqs.toArray(Long[]::new))
                .param("reader", reader).param("at", Timestamp.from(clock.instant())).param("now", Timestamp.from(clock.instant()))
                .query((row, n) -> EntryRows.view(row)).list().stream().filter(Objects::nonNull).toList();
    }

    /** Whether an entry belongs to a family history as it is now; what was taken out belongs to none. */
    @Transactional(readOnly = true)
    public boolean contains(UUID casefileId, EntryRef entry) {
        return containsAll(casefileId, List.of(entry));
    }

    /** Whether each of these entries belongs to the family's history as it is now. */
    @Transactional(readOnly = true)
    public boolean containsAll(UUID casefileId, Collection<EntryRef> entries) {
        return jdbc.sql("""
                select not exists (select 1 from unnest(:files::uuid[], :seqs::bigint[]) as u(f, s) where not exists (
                    select 1 from entry_person p join family_member m on m.person_id = p.person_id
                    where m.casefile_id = :casefile and p.casefile_id = u.f and p.seq = u.s and p.event_date <= coalesce(m.until, 'infinity')
                      and not exists (select 1 from taken_out g where g.casefile_id = u.f and g.seq = u.s)))""")
                .param("casefile", casefileId).param("files", entries.stream().map(EntryRef::casefileId).toArray(UUID[]::new))
                .param("seqs", entries.stream().map(EntryRef::seq).toArray(Long[]::new)).query(Boolean.class).single();
    }

    /** What took this entry out of every history; empty where it was not taken out. */
    @Transactional(readOnly = true)
    public Optional<EntryRef> tombstoneOf(EntryRef entry) {
        return jdbc.sql("select tomb_file, tomb_seq from taken_out where casefile_id = :file and seq = :seq").param("file", entry.casefileId()).param("seq", entry.seq())
                .query((row, n) -> new EntryRef(row.getObject("tomb_file", UUID.class), row.getLong("tomb_seq"))).optional();
    }

    /** Whether this person recorded the entry. */
    @Transactional(readOnly = true)
    public boolean recordedBy(EntryRef entry, UUID practitioner) {
        return jdbc.sql("select exists (select 1 from entry where casefile_id = :file and seq = :seq and recorded_by = :by)")
                .param("file", entry.casefileId()).param("seq", entry.seq()).param("by", practitioner).query(Boolean.class).single();
    }

    /** The state of the file's own chain: intact, or the first broken entry. */
    @Transactional(readOnly = true)
    public ChainState verify(UUID casefileId) {
        return new ChainVerifier(jdbc).verify(casefileId);
    }
}
