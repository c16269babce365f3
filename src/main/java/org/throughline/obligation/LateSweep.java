package org.throughline.obligation;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.calendar.ClockRound;

/**
 * Notices what is late though no timer says so: most obligations have no task of their own, and a ladder whose moment has passed may have lost
 * its process. One node sweeps at a time; each ladder begins in
 * a transaction of its own, so that one that fails holds up no other. What two nodes notice at once begins once: the obligation is locked.
 */
@Component
class LateSweep implements ClockRound {

    private static final Logger LOG = LoggerFactory.getLogger(LateSweep.class);
    private static final long LOCK = 0x7468_726f_7567_0001L;
    private static final int MOST_IN_A_ROUND = 2000;

    private final JdbcClient jdbc;
    private final Obligations obligations;
    private final TransactionTemplate round;
    private final TransactionTemplate each;
    private final Clock clock;

    LateSweep(JdbcClient jdbc, Obligations obligations, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.obligations = obligations;
        this.round = new TransactionTemplate(transactions);
        this.each = new TransactionTemplate(transactions);
        this.each.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /** One round. @return how many were looked at; 0 where another node sweeps */
    int go() {
        if (late().isEmpty()) {
            return 0; // as nearly always: nothing that one node at a time would have to do
        }
        Integer seen = round.execute(status -> jdbc.sql("select pg_try_advisory_xact_lock(:lock)").param("lock", LOCK).query(Boolean.class).single() ? sweep() : 0);
        return seen == null ? 0 : seen;
    }

    @Override
    public Optional<Instant> next(Instant after) {
        return jdbc.sql("""
                select min(moment) from (
                  select min(due_at) as moment from obligation where ended_at is null and level = 0 and due_at > :after
                  union all
                  select min(next_level_at) from obligation where ended_at is null and level > 0 and next_level_at > :after) soon""")
                .param("after", Timestamp.from(after)).query(Timestamp.class).optional().map(Timestamp::toInstant);
    }

    @Override
    public void run() {
        go();
    }

    private int sweep() {
        List<UUID> late = late();
        for (UUID id : late) {
            try {
                each.executeWithoutResult(status -> obligations.late(id));
            } catch (RuntimeException failed) {
                LOG.error("The ladder of the late obligation {} could not begin; the next round tries again", id, failed);
            }
        }
        return late.size();
    }

    private List<UUID> late() {
        return jdbc.sql("""
                (select id from obligation where ended_at is null and level = 0 and due_at <= :now order by due_at, id limit :most)
                union all
                (select id from obligation where ended_at is null and level > 0 and next_level_at <= :now order by next_level_at, id limit :most)""")
                .param("now", Timestamp.from(clock.instant())).param("most", MOST_IN_A_ROUND).query(UUID.class).list();
    }
}
