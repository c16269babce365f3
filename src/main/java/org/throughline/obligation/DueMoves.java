package org.throughline.obligation;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Refusal;

/** Due moments that move, with everything that hangs on them. Every move is kept. */
@Service
public class DueMoves {

    private final JdbcClient jdbc;
    private final Obligations obligations;
    private final LadderProcess ladder;
    private final WaitingSteps steps;
    private final Clock clock;

    DueMoves(JdbcClient jdbc, Obligations obligations, LadderProcess ladder, WaitingSteps steps, Clock clock) {
        this.jdbc = jdbc;
        this.obligations = obligations;
        this.ladder = ladder;
        this.steps = steps;
        this.clock = clock;
    }

    /**
     * The open obligation with this key is due at another moment. The timer and the due moment of the task that waits for it move in the
     * same transaction; so does the ladder's next level, where it is climbing: whoever was told stays told.
     *
     * @throws Refusal when none is open, or no reason is given
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void move(String dedupeKey, Instant newDue, UUID by, String reason) {
        ObligationView found = jdbc.sql("select * from obligation where dedupe_key = :key and ended_at is null for update").param("key", dedupeKey)
                .query(Obligations::row).optional().orElseThrow(() -> new Refusal("This has already ended."));
        if (reason == null || reason.isBlank()) {
            throw new Refusal("Say why the moment moves.");
        }
        Instant due = newDue.truncatedTo(ChronoUnit.MICROS);
        if (due.equals(found.dueAt())) {
            return;
        }
        Instant now = clock.instant();
        keep(found, due, by, reason.strip(), now);
        boolean climbs = found.level() > 0;
        boolean waits = due.isAfter(now);
        jdbc.sql("update obligation set due_at = :due, next_level_at = case when :later then :due else next_level_at end where id = :id")
                .param("due", Timestamp.from(due)).param("later", climbs && waits).param("id", found.id()).update();
        found.waitingTask().ifPresent(task -> steps.moveDue(found.subjectId(), task, due));
        if (climbs && waits) {
            ladder.move(found.id(), due);
        } else if (!climbs && !waits) {
            LastInTheTransaction.run(() -> obligations.late(found.id()));
        }
    }

    private void keep(ObligationView found, Instant due, UUID by, String reason, Instant now) {
        jdbc.sql("""
                        insert into obligation_move (id, obligation_id, from_due, to_due, by_id, reason, at)
                        values (:id, :obligation, :from, :to, :by, :reason, :at)""")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("obligation", found.id()).param("from", Timestamp.from(found.dueAt()))
                .param("to", Timestamp.from(due)).param("by", by).param("reason", reason).param("at", Timestamp.from(now)).update();
    }

    /** Every move of the due moment, the first first. */
    @Transactional(readOnly = true)
    public List<DueMove> of(UUID obligation) {
        return jdbc.sql("select from_due, to_due, by_id, reason, at from obligation_move where obligation_id = :id order by at, id").param("id", obligation)
                .query((row, n) -> new DueMove(row.getTimestamp("from_due").toInstant(), row.getTimestamp("to_due").toInstant(),
                        row.getObject("by_id", UUID.class), row.getString("reason"), row.getTimestamp("at").toInstant())).list();
    }
}
