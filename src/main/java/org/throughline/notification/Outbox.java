package org.throughline.notification;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.calendar.WorkingCalendar;

/** What waits for whom. A notice is in with the transaction that made it wait, or not at all. */
@Service
public class Outbox {

    private final JdbcClient jdbc;
    private final WorkingCalendar calendar;
    private final Clock clock;

    Outbox(JdbcClient jdbc, WorkingCalendar calendar, Clock clock) {
        this.jdbc = jdbc;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** Puts it in, once for each key: an urgent one for now, any other for the next daily mail (NT1). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void put(Notice notice) {
        Instant now = clock.instant();
        jdbc.sql("""
                insert into notice (id, dedupe_key, to_id, kind, urgent, put_at, due_at)
                values (:id, :key, :to, :kind, :urgent, :now, :due) on conflict (dedupe_key) do nothing""")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("key", notice.dedupeKey()).param("to", notice.to())
                .param("kind", notice.kind().name()).param("urgent", notice.urgent()).param("now", Timestamp.from(now))
                .param("due", Timestamp.from(notice.urgent() ? now : nextDailyMail(now))).update();
    }

    /** How many notices were ever put in for each person, sent or not. */
    @Transactional(readOnly = true)
    public Map<UUID, Integer> everPut() {
        Map<UUID, Integer> put = new HashMap<>();
        jdbc.sql("select to_id, count(*)::int from notice group by to_id").query(row -> {
            put.put(row.getObject(1, UUID.class), row.getInt(2));
        });
        return put;
    }

    /** The first daily mail after a moment. */
    Instant nextDailyMail(Instant after) {
        int hour = jdbc.sql("select rule_number('NT1')").query(Integer.class).single();
        ZonedDateTime local = after.atZone(calendar.zone());
        ZonedDateTime today = local.toLocalDate().atTime(LocalTime.of(hour, 0)).atZone(calendar.zone());
        return (today.isAfter(local) ? today : today.toLocalDate().plusDays(1).atTime(LocalTime.of(hour, 0)).atZone(calendar.zone())).toInstant();
    }
}
