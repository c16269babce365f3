package org.throughline.meeting;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.calendar.ClockRound;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Families;

/**
 * What no entry sets off: the look-back over imported histories, and every night the families in which time alone has made a rule
 * match (M7: six weeks without a meeting). One family, one transaction; a family that fails is tried again in the next round.
 */
@Component
class Rounds implements ClockRound {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    /** When the night's round goes, local time; said here alone. */
    static final String NIGHT = "${throughline.meetings.night:0 30 2 * * *}";

    private final JdbcClient jdbc;
    private final Casefiles casefiles;
    private final Families families;
    private final Triggers triggers;
    private final LookBack lookBack;
    private final WorkingCalendar calendar;
    private final CronExpression night;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Rounds(JdbcClient jdbc, Casefiles casefiles, Families families, Triggers triggers, LookBack lookBack, WorkingCalendar calendar,
            @Value(NIGHT) String night, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.casefiles = casefiles;
        this.families = families;
        this.triggers = triggers;
        this.lookBack = lookBack;
        this.calendar = calendar;
        this.night = CronExpression.parse(night);
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Every look-back that is owed. */
    void lookBack() {
        lookBack.owed().forEach(casefile -> survive("look-back", casefile, () -> lookBack.look(casefile)));
    }

    /** Every open child's file, as of today. */
    void night() {
        List<UUID> open = jdbc.sql("select id from casefile where kind = 'CHILD' and closed_at is null order by id").query(UUID.class).list();
        open.forEach(casefile -> survive("nightly rules", casefile, () -> today(casefile)));
    }

    /** Time alone makes a rule match while a meeting grows old, or a birth comes nearer; the years in between need no night. */
    @Override
    public Optional<Instant> next(Instant after) {
        LocalDate today = LocalDate.ofInstant(after, calendar.zone());
        boolean time = jdbc.sql("""
                select exists (select 1 from entry_person where event_type in (select code from event_type where multi_agency) and event_date >= :today::date - rule_number('MF6')::int)
                    or exists (select 1 from casefile c join person p on p.id = c.person_id where c.kind = 'CHILD' and c.closed_at is null
                               and coalesce(p.born, p.expected) >= :today)""").param("today", today)
                .query(Boolean.class).single();
        return time ? Optional.ofNullable(night.next(after.atZone(calendar.zone()))).map(ZonedDateTime::toInstant) : Optional.empty();
    }

    @Override
    public void run() {
        ZonedDateTime now = clock.instant().atZone(calendar.zone());
        if (now.equals(night.next(now.minusNanos(1)))) {
            night();
        }
    }

    /** One family, as of today. */
    void today(UUID casefile) {
        transaction.executeWithoutResult(status -> {
            families.lock(casefile);
            Instant now = clock.instant();
            newestOf(casefile).ifPresent(entry -> triggers.ask(casefiles.get(casefile), entry.asOf(now), LocalDate.ofInstant(now, calendar.zone()), false));
        });
    }

    private Optional<Recorded> newestOf(UUID casefile) {
        return jdbc.sql(Recorded.SELECT + "where e.casefile_id = :file and e.kind = 'ENTRY' order by e.seq desc limit 1").param("file", casefile)
                .query(Recorded::of).optional();
    }

    private static void survive(String what, UUID casefile, Runnable act) {
        try {
            act.run();
        } catch (RuntimeException failed) {
            LOG.error("The {} of case file {} failed and is tried again in the next round", what, casefile, failed);
        }
    }
}
