package org.throughline.chronology;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who must answer for what a reader of a family history may not see. Sealed items are named to their holder, never to the reader. */
@Service
public class RestrictionHolders {

    /** A restriction whose holder has not answered for this reader. */
    public record Unanswered(UUID restrictionId, UUID holderId) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    RestrictionHolders(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The restrictions of what this tombstone took out: nobody has anything to answer there any more. */
    @Transactional(readOnly = true)
    public List<Unanswered> ofTakenOut(EntryRef tombstone) {
        return jdbc.sql("""
                        select r.id, r.holder_id from restriction r join taken_out t on t.casefile_id = r.casefile_id and t.seq = r.seq
                        where t.tomb_file = :file and t.tomb_seq = :seq order by r.id""")
                .param("file", tombstone.casefileId()).param("seq", tombstone.seq())
                .query((row, n) -> new Unanswered(row.getObject("id", UUID.class), row.getObject("holder_id", UUID.class))).list();
    }

    @Transactional(readOnly = true)
    public List<Unanswered> unanswered(UUID casefileId, UUID reader) {
        return jdbc.sql("""
                        select r.id, r.holder_id from restriction r
                        where r.id in (select restriction_for(:reader, f.casefile_id, f.seq, :now) from family_entries(:file, :now) f
                                       join entry e on e.casefile_id = f.casefile_id and e.seq = f.seq where is_restricted(e))
                          and not exists (select 1 from restriction_answer a where a.restriction_id = r.id and a.reader_id = :reader and a.at <= :now)
                        order by r.id""")
                .param("reader", reader).param("file", casefileId).param("now", Timestamp.from(clock.instant()))
                .query((row, n) -> new Unanswered(row.getObject("id", UUID.class), row.getObject("holder_id", UUID.class))).list();
    }
}
