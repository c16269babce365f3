package org.throughline.chronology;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** When something last happened on one case file. What was corrected counts as corrected. */
@Service
public class EventDates {

    private final JdbcClient jdbc;

    EventDates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The date of the last event of this type on the file; empty when there is none. */
    @Transactional(readOnly = true)
    public Optional<LocalDate> last(UUID casefileId, EventType type) {
        return jdbc.sql("""
                        select max(e.event_date) from entry e where e.casefile_id = :file and e.event_type = :type and e.kind in ('ENTRY', 'CORRECTION')
                        and not exists (select 1 from entry c where c.about_casefile_id = e.casefile_id and c.about_seq = e.seq and c.kind = 'CORRECTION')
                        and not is_taken_out(e.casefile_id, e.seq)""")
                .param("file", casefileId).param("type", type.name()).query(LocalDate.class).optional();
    }
}
