package org.throughline.obligation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells the next level of what is late, where no living timer does: first the level, which needs no engine; then the ladder, where the engine
 * can begin one, so that its timers carry it on. Several in one commit, for after an outage very much may be late at once; a batch in which one
 * fails is done again one by one, so that none keeps another from being told.
 */
@Component
class LateTelling {

    private static final Logger LOG = LoggerFactory.getLogger(LateTelling.class);
    private static final int BATCH = 50;

    private final JdbcClient jdbc;
    private final Obligations obligations;
    private final TransactionTemplate commit;
    /** What could not be told in the last round comes last in the next: it holds up none that can. */
    private final Set<UUID> failed = ConcurrentHashMap.newKeySet();

    LateTelling(JdbcClient jdbc, Obligations obligations, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.obligations = obligations;
        this.commit = new TransactionTemplate(transactions);
        this.commit.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Tells of these, in this order.
     *
     * @param most     how many at most
     * @param patience after which no further batch begins
     * @return how many were not come to, and are left for the next round
     */
    int tell(List<UUID> late, int most, Duration patience) {
        List<UUID> turn = new ArrayList<>(late);
        Set<UUID> last = new HashSet<>(failed);
        turn.removeIf(last::contains);
        late.stream().filter(last::contains).forEach(turn::add);
        failed.clear();
        long end = System.nanoTime() + patience.toNanos();
        int reached = 0;
        while (reached < Math.min(most, turn.size()) && System.nanoTime() < end) {
            List<UUID> batch = turn.subList(reached, Math.min(reached + BATCH, Math.min(most, turn.size())));
            together(batch, obligations::tellNextLevel, "The next level could not be told about the obligation {}; the next round tries again");
            together(batch, obligations::late, "The ladder of the obligation {} could not begin; the next round tries again");
            reached += batch.size();
        }
        return turn.size() - reached;
    }

    /** Whatever somebody else is at is left to them, so that nobody waits for a batch that waits for them. */
    private void together(List<UUID> batch, Consumer<UUID> act, String otherwise) {
        try {
            commit.executeWithoutResult(inside -> {
                Set<UUID> free = new HashSet<>(jdbc.sql("select id from obligation where id = any(:ids) and ended_at is null for update skip locked")
                        .param("ids", batch.toArray(UUID[]::new)).query(UUID.class).list());
                batch.stream().filter(free::contains).forEach(act);
            });
        } catch (RuntimeException oneFailed) {
            batch.forEach(id -> alone(id, act, otherwise));
        }
    }

    private void alone(UUID id, Consumer<UUID> act, String otherwise) {
        try {
            commit.executeWithoutResult(inside -> act.accept(id));
        } catch (RuntimeException again) {
            failed.add(id);
            LOG.error(otherwise, id, again);
        }
    }
}
