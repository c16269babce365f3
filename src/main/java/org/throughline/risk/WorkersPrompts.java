package org.throughline.risk;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.casefile.ResponsibleNamed;
import org.throughline.obligation.LastInTheTransaction;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** What is still to be decided is asked of whoever is responsible now, or of that one's manager: a pattern does not stay with somebody who has gone. What rests on an entry that is sealed from them stays with the holder of the seal. */
@Component
class WorkersPrompts {

    private final JdbcClient jdbc;
    private final Obligations obligations;
    private final Organisation organisation;
    private final Clock clock;

    WorkersPrompts(JdbcClient jdbc, Obligations obligations, Organisation organisation, Clock clock) {
        this.clock = clock;
        this.jdbc = jdbc;
        this.obligations = obligations;
        this.organisation = organisation;
    }

    /** After everything else of the transaction: obligations are locked after authority. */
    @EventListener
    void named(ResponsibleNamed named) {
        LastInTheTransaction.run(() -> pass(named));
    }

    private void pass(ResponsibleNamed named) {
        record Open(String key, boolean toManager, UUID owner) {}
        Practitioner worker = organisation.get(named.worker());
        Practitioner manager = organisation.lineSupervisorOf(worker.id()).orElse(worker);
        jdbc.sql("""
                select o.dedupe_key, q.to_manager, o.owner_id from pattern_prompt q join obligation o on o.id = q.obligation_id
                where q.casefile_id = :file and o.ended_at is null and not prompt_is_sealed(q.id, case when q.to_manager then :manager else :worker end, :now) order by o.id""")
                .param("file", named.casefile()).param("worker", worker.id()).param("manager", manager.id()).param("now", Timestamp.from(clock.instant()))
                .query((row, n) -> new Open(row.getString("dedupe_key"), row.getBoolean("to_manager"), row.getObject("owner_id", UUID.class))).list().stream()
                .filter(one -> !(one.toManager() ? manager : worker).id().equals(one.owner()))
                .forEach(one -> obligations.passTo(one.key(), (one.toManager() ? manager : worker).id(), (one.toManager() ? manager : worker).agencyId()));
    }
}
