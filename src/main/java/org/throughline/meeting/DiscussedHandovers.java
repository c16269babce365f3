package org.throughline.meeting;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.handover.HandoverDiscussed;
import org.throughline.obligation.LastInTheTransaction;
import org.throughline.obligation.Obligations;

/** What two workers have talked about for a handover is the meeting that their change called for (M13): the duty ends with the record of it, in one transaction. */
@Component
class DiscussedHandovers {

    private final JdbcClient jdbc;
    private final Obligations obligations;
    private final WorkingCalendar calendar;
    private final Clock clock;

    DiscussedHandovers(JdbcClient jdbc, Obligations obligations, WorkingCalendar calendar, Clock clock) {
        this.jdbc = jdbc;
        this.obligations = obligations;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** After everything else of the transaction: obligations are locked last. */
    @EventListener
    void discussed(HandoverDiscussed discussed) {
        LastInTheTransaction.run(() -> {
            Instant now = clock.instant();
            Instant evening = calendar.endOfDay(discussed.on());
            open(discussed.casefile()).forEach(key -> obligations.met(key, discussed.recordedBy(), now.isBefore(evening) ? now : evening));
        });
    }

    private List<String> open(UUID casefile) {
        return jdbc.sql("""
                select d.dedupe_key from meeting_duty d join obligation o on o.id = d.obligation_id
                where d.casefile_id = :file and o.ended_at is null and :word = any (d.met_by) order by o.id""")
                .param("file", casefile).param("word", DutyRow.HANDOVER_DISCUSSED).query(String.class).list();
    }
}
