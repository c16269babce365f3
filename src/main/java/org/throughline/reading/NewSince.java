package org.throughline.reading;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.chronology.EntryRef;

/** What came to a family history after a moment and a reader has not read yet (X10). */
@Service
public class NewSince {

    private final JdbcClient jdbc;
    private final Clock clock;

    NewSince(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Unread entries filed since a moment, in event order; those of a newly linked person too. For who has been responsible since the file was imported
     * what came in with it is not new: what was imported, and linked, within ten minutes of it.
     */
    @Transactional(readOnly = true)
    public List<EntryRef> of(UUID casefileId, UUID reader, Instant since) {
        return jdbc.sql("""
                select l.casefile_id, l.seq from reading_lack(:file, :reader, :now, :now) l join entry e on e.casefile_id = l.casefile_id and e.seq = l.seq
                where l.lack in ('UNREAD', 'PERIOD_ONLY')
                  and (e.filed_at >= :since or exists (select 1 from entry_person p join family_member m on m.person_id = p.person_id
                                                      where m.casefile_id = :file and p.casefile_id = l.casefile_id and p.seq = l.seq and m.added_at > :since))
                  and not (e.origin = 'IMPORT' and exists (
                        select 1 from casefile c join family_member m on m.casefile_id = c.id and m.added_at < c.filed_at + interval '10 minutes'
                        join entry_person p on p.person_id = m.person_id and p.casefile_id = l.casefile_id and p.seq = l.seq
                        where c.id = :file and c.origin = 'IMPORT' and c.filed_at = :since and e.filed_at < c.filed_at + interval '10 minutes'))
                order by e.event_date, l.casefile_id, l.seq""")
                .param("file", casefileId).param("reader", reader).param("now", Timestamp.from(clock.instant())).param("since", Timestamp.from(since))
                .query((row, n) -> new EntryRef(row.getObject("casefile_id", UUID.class), row.getLong("seq"))).list();
    }
}
