package org.throughline.meeting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.throughline.chronology.EntryKind;
import org.throughline.chronology.EntryRef;

/**
 * What the rules know of an entry.
 *
 * @param kind       an entry, or a correction, an account or a tombstone beside another, which {@code about} names
 * @param recordedBy who recorded it; null where the record does not say
 * @param filedBy    who put it into this record
 * @param recorded   from when a limit in hours runs: the filing of a worker's entry, the source's recording of an imported one
 */
record Recorded(EntryRef ref, EntryKind kind, EntryRef about, String type, LocalDate day, UUID sourceAgency, String agencyKind, UUID recordedBy,
        UUID recorderAgency, UUID filedBy, Instant recorded) {

    static final String SELECT = """
            select e.casefile_id, e.seq, e.kind, e.about_casefile_id, e.about_seq, e.event_type, e.event_date, e.source_agency_id, a.kind as agency_kind,
                   e.recorded_by, e.filed_by, r.agency_id as recorder_agency, case e.origin when 'IMPORT' then e.recorded_at else e.filed_at end as recorded
            from entry e join agency a on a.id = e.source_agency_id left join practitioner r on r.id = e.recorded_by
            """;

    static Recorded of(ResultSet row, int n) throws SQLException {
        UUID about = row.getObject("about_casefile_id", UUID.class);
        return new Recorded(new EntryRef(row.getObject("casefile_id", UUID.class), row.getLong("seq")), EntryKind.valueOf(row.getString("kind")),
                about == null ? null : new EntryRef(about, row.getLong("about_seq")), row.getString("event_type"),
                row.getObject("event_date", LocalDate.class), row.getObject("source_agency_id", UUID.class), row.getString("agency_kind"),
                row.getObject("recorded_by", UUID.class), row.getObject("recorder_agency", UUID.class),
                row.getObject("filed_by", UUID.class), row.getTimestamp("recorded").toInstant());
    }

    /** Whether it tells what happened, and does not stand beside another entry. */
    boolean fact() {
        return kind == EntryKind.ENTRY;
    }

    /** The words of a row's "met by" that this entry answers. */
    Set<String> meets() {
        return Set.of(type, type + "@" + agencyKind);
    }

    /** The same entry as what a later moment asks about: no event happens then, only time has passed. */
    Recorded asOf(Instant moment) {
        return new Recorded(ref, kind, about, "OTHER", day, sourceAgency, agencyKind, recordedBy, recorderAgency, filedBy, moment);
    }
}
