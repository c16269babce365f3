package org.throughline.meeting;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** When the plan for a child is looked at next, as far as the record knows. */
@Service
public class PlanMeetings {

    private final JdbcClient jdbc;

    PlanMeetings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The day of the next conference, core group or planning meeting: the one it is convened for, else the one by which it must be held. Empty where none is called for. */
    @Transactional(readOnly = true)
    public Optional<LocalDate> next(UUID casefile, Instant at) {
        return jdbc.sql("""
                select min(local_day(coalesce(m.starts_at, o.due_at))) from meeting m left join obligation o on o.id = m.obligation_id and o.ended_at is null
                where m.casefile_id = :file and m.ended_at is null and m.held_on is null and m.kind in ('CONFERENCE', 'CORE_GROUP', 'PLANNING')
                  and local_day(coalesce(m.starts_at, o.due_at)) >= local_day(:now)""")
                .param("file", casefile).param("now", Timestamp.from(at)).query(LocalDate.class).optional();
    }
}
