package org.throughline.notification;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.organisation.Organisation;

/**
 * Makes mails of the notices whose time has come: for each person one of the urgent ones at once, and one of all others a day.
 * Each goes to who acts for the person at this moment.
 */
@Component
class Letters {

    private static final int AT_A_TIME = 200;

    private final JdbcClient jdbc;
    private final Organisation organisation;
    private final Outbox outbox;
    private final WorkingCalendar calendar;
    private final Clock clock;

    Letters(JdbcClient jdbc, Organisation organisation, Outbox outbox, WorkingCalendar calendar, Clock clock) {
        this.jdbc = jdbc;
        this.organisation = organisation;
        this.outbox = outbox;
        this.calendar = calendar;
        this.clock = clock;
    }

    private record Due(UUID id, UUID toId, boolean urgent) {}

    private record Addressee(UUID id, boolean urgent) {}

    /** @return whether more may be due */
    @Transactional
    boolean make() {
        Instant now = clock.instant();
        List<Due> due = jdbc.sql("""
                select id, to_id, urgent from notice where mail_id is null and due_at <= :now
                order by due_at, id limit :most for update skip locked""")
                .param("now", Timestamp.from(now)).param("most", AT_A_TIME)
                .query((row, n) -> new Due(row.getObject("id", UUID.class), row.getObject("to_id", UUID.class), row.getBoolean("urgent"))).list();
        Map<UUID, UUID> acting = new HashMap<>();
        Map<Addressee, Optional<UUID>> mails = new HashMap<>();
        for (Due notice : due) {
            UUID to = acting.computeIfAbsent(notice.toId(), person -> organisation.actingFor(person, now).person().id());
            Optional<UUID> mail = mails.computeIfAbsent(new Addressee(to, notice.urgent()), addressee -> mailTo(addressee, now));
            jdbc.sql("update notice set mail_id = :mail, due_at = :due where id = :id").param("mail", mail.orElse(null), Types.OTHER)
                    .param("due", Timestamp.from(mail.isPresent() ? now : outbox.nextDailyMail(now))).param("id", notice.id()).update();
        }
        return due.size() == AT_A_TIME;
    }

    /** A new mail, or today's where it still waits; empty where today's has gone already: the notices wait for the next one. */
    private Optional<UUID> mailTo(Addressee to, Instant now) {
        LocalDate day = to.urgent() ? null : LocalDate.ofInstant(now, calendar.zone());
        return jdbc.sql("""
                insert into mail (id, to_id, urgent, digest_day, made_at, next_at, changed_at) values (:id, :to, :urgent, :day, :now, :now, :now)
                on conflict (to_id, digest_day) where digest_day is not null do nothing returning id""")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("to", to.id()).param("urgent", to.urgent()).param("day", day, Types.DATE)
                .param("now", Timestamp.from(now)).query(UUID.class).optional()
                .or(() -> jdbc.sql("select id from mail where to_id = :to and digest_day = :day and state = 'WAITING' for update")
                        .param("to", to.id()).param("day", day).query(UUID.class).optional());
    }
}
