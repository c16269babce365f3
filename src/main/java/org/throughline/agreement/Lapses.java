package org.throughline.agreement;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.calendar.ClockRound;

/**
 * Asks the supervisor of every agreement that has run out without review what keeps the child safe (A15). That it has lapsed needs no round: past its
 * review date it is so everywhere.
 */
@Component
class Lapses implements ClockRound {

    private static final Logger LOG = LoggerFactory.getLogger(Lapses.class);
    private static final String TO_ASK = " from agreement where ended_at is null and lapse_answered_at is null and step in ('REVIEW', 'RENEW') and in_force_until ";

    private final JdbcClient jdbc;
    private final AgreementRepository repository;
    private final AgreementLock lock;
    private final AgreementWaits waits;
    private final AgreementProcess process;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Lapses(JdbcClient jdbc, AgreementRepository repository, AgreementLock lock, AgreementWaits waits, AgreementProcess process, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.repository = repository;
        this.lock = lock;
        this.waits = waits;
        this.process = process;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public Optional<Instant> next(Instant after) {
        return jdbc.sql("select min(in_force_until)" + TO_ASK + "> :after").param("after", Timestamp.from(after)).query(Timestamp.class).optional().map(Timestamp::toInstant);
    }

    /** One agreement, one transaction; one that fails is tried again in the next round. */
    @Override
    public void run() {
        List<UUID> lapsed = jdbc.sql("select id" + TO_ASK + "<= :now order by in_force_until, id").param("now", Timestamp.from(clock.instant())).query(UUID.class).list();
        for (UUID id : lapsed) {
            try {
                transaction.executeWithoutResult(status -> ask(id));
            } catch (RuntimeException failed) {
                LOG.error("The question after the lapse of agreement {} failed and is asked again in the next round", id, failed);
            }
        }
    }

    private void ask(UUID id) {
        Agreement agreement = lock.lock(id);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        boolean waitsStill = agreement.step() == AgreementStep.REVIEW || agreement.step() == AgreementStep.RENEW;
        if (waitsStill && agreement.stateAt(now) == AgreementState.LAPSED && agreement.lapseAnsweredAt() == null) {
            agreement.moveTo(AgreementStep.ANSWER_LAPSE, now);
            repository.saveAndFlush(agreement);
            waits.begin(agreement, null);
            process.moveTo(id, AgreementStep.ANSWER_LAPSE);
        }
    }
}
