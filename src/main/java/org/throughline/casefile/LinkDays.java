package org.throughline.casefile;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.calendar.ClockRound;
import org.throughline.calendar.WorkingCalendar;

/**
 * A family is computed when something is written about it; a partner or a household whose day was named before belongs to it from that day on, or until
 * it (domain 2, step 4). This computes the families whose links have a day between the last run and today, one by one, each under its own locks, and raises
 * what changed. Any node may run it at any time: one at a time does, and a day is done once.
 */
@Service
public class LinkDays implements ClockRound {

    private static final long LOCK = 7_240_063L;

    private record Link(UUID one, UUID other) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final WorkingCalendar calendar;
    private final Families families;
    private final PersonChanges changes;
    private final TransactionTemplate round;
    private final TransactionTemplate single;

    LinkDays(JdbcClient jdbc, Clock clock, WorkingCalendar calendar, Families families, PersonChanges changes, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.calendar = calendar;
        this.families = families;
        this.changes = changes;
        this.round = new TransactionTemplate(transactions);
        this.single = new TransactionTemplate(transactions);
        this.single.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** @return how many families changed because a day came; 0 where another node is at it, or the day is done */
    public int takeEffect() {
        if (!done().isBefore(today())) {
            return 0; // asked every minute of every node: a day that is done needs no lock
        }
        Integer changed = round.execute(status -> {
            if (!jdbc.sql("select pg_try_advisory_xact_lock(:lock)").param("lock", LOCK).query(Boolean.class).single()) {
                return 0;
            }
            LocalDate today = today();
            LocalDate done = done();
            if (!done.isBefore(today)) {
                return 0;
            }
            int families = due(done, today).stream().mapToInt(link -> Retries.of(() -> single.execute(inner -> refresh(link)))).sum();
            jdbc.sql("update family_day set day = :today").param("today", today).update();
            return families;
        });
        return changed == null ? 0 : changed;
    }

    private LocalDate today() {
        return calendar.day(clock.instant());
    }

    /** The last day whose links have taken effect. */
    private LocalDate done() {
        return jdbc.sql("select day from family_day").query(LocalDate.class).single();
    }

    @Override
    public Optional<Instant> next(Instant after) {
        return jdbc.sql("""
                select min(day) from (
                  select min(since) as day from relationship where since > :after union all select min(until) + 1 from relationship_end where until >= :after
                  union all select min(since) from household_member where since > :after
                  union all select min(until) + 1 from household_member_end where until >= :after) soon""")
                .param("after", LocalDate.ofInstant(after, calendar.zone())).query(LocalDate.class).optional()
                .map(day -> day.atStartOfDay(calendar.zone()).toInstant());
    }

    @Override
    public void run() {
        takeEffect();
    }

    /** Links that begin after one day and by another, and links that end in between. */
    private List<Link> due(LocalDate after, LocalDate today) {
        return jdbc.sql("""
                select r.from_person as one, r.to_person as other from relationship r where r.since > :after and r.since <= :today
                union select r.from_person, r.to_person from relationship r join relationship_end e on e.relationship_id = r.id
                 where e.until >= :after and e.until < :today
                union select m.person_id, m.person_id from household_member m where m.since > :after and m.since <= :today
                union select m.person_id, m.person_id from household_member m join household_member_end e on e.household_member_id = m.id
                 where e.until >= :after and e.until < :today
                order by 1, 2""").param("after", after).param("today", today)
                .query((row, n) -> new Link(row.getObject("one", UUID.class), row.getObject("other", UUID.class))).list();
    }

    private int refresh(Link link) {
        Set<UUID> persons = new java.util.HashSet<>(List.of(link.one()));
        persons.add(link.other());
        persons.addAll(jdbc.sql("select distinct b.person_id from household_member a join household_member b on b.household_id = a.household_id where a.person_id = :one")
                .param("one", link.one()).query(UUID.class).list());
        int changed = families.linksChanged(persons).size();
        if (changed > 0) {
            changes.add(link.one(), link.one().equals(link.other()) ? null : link.other(), "LINK_TAKES_EFFECT", null);
        }
        return changed;
    }
}
