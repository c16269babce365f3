package org.throughline.casefile;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.access.CaseRelations;
import org.throughline.access.Relation;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.Limit;
import org.throughline.calendar.WorkingCalendar;

/** How somebody stands to case files: allocation, handover, line of supervision, involvement, conflict. */
@Component
class Relations implements CaseRelations {

    private record Row(boolean administrator, UUID casefile, Relation relation, Instant since, String jurisdiction) {}

    private final JdbcClient jdbc;
    private final WorkingCalendar calendar;
    private final Clock clock;

    Relations(JdbcClient jdbc, WorkingCalendar calendar, Clock clock) {
        this.jdbc = jdbc;
        this.calendar = calendar;
        this.clock = clock;
    }

    @Override
    public Map<UUID, Set<Relation>> between(UUID practitioner, Collection<UUID> casefiles) {
        Map<UUID, Set<Relation>> found = new HashMap<>();
        casefiles.forEach(file -> found.put(file, EnumSet.noneOf(Relation.class)));
        if (casefiles.isEmpty()) {
            return found;
        }
        Instant now = clock.instant();
        boolean administrator = false;
        for (Row row : rows(practitioner, casefiles, now)) {
            administrator |= row.administrator();
            if (row.relation() != null && holds(row, now)) {
                found.get(row.casefile()).add(row.relation());
            }
        }
        for (Set<Relation> relations : found.values()) {
            if (administrator) {
                relations.add(Relation.ADMINISTRATOR);
            }
            if (relations.isEmpty()) {
                relations.add(Relation.NONE);
            }
        }
        return found;
    }

    /** At least one row, without a relation where there is none. */
    private List<Row> rows(UUID practitioner, Collection<UUID> casefiles, Instant now) {
        return jdbc.sql("""
                select exists (select 1 from practitioner where id = :who and role = 'ADMINISTRATOR') as administrator, found.*
                from (values (1)) one left join (
                    select distinct r.casefile_id, r.relation, r.since, c.jurisdiction
                    from case_relations(:who, :at) r join casefile c on c.id = r.casefile_id
                    where r.casefile_id in (:files)) found on true""")
                .param("who", practitioner).param("at", Timestamp.from(now)).param("files", casefiles)
                .query((row, n) -> new Row(row.getBoolean("administrator"), row.getObject("casefile_id", UUID.class),
                        row.getString("relation") == null ? null : Relation.valueOf(row.getString("relation")),
                        row.getTimestamp("since") == null ? null : row.getTimestamp("since").toInstant(), row.getString("jurisdiction"))).list();
    }

    /** Every case file to which somebody stands in any relation. */
    List<UUID> filesOf(UUID practitioner) {
        return jdbc.sql("select distinct casefile_id from case_relations(:who, :at)")
                .param("who", practitioner).param("at", Timestamp.from(clock.instant())).query(UUID.class).list();
    }

    private boolean holds(Row row, Instant now) {
        return row.relation() != Relation.FORMER || !now.isAfter(lateEntriesUntil(row));
    }

    /** GA1: so many working days after the handover. */
    private Instant lateEntriesUntil(Row row) {
        int days = jdbc.sql("select rule_number('GA1')").query(Integer.class).single();
        return calendar.due(row.since(), new Limit(days, DueUnit.WORKING_DAYS), row.jurisdiction());
    }
}
