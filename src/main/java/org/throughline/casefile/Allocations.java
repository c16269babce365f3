package org.throughline.casefile;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;

/** Who is, and was, responsible. */
@Component
class Allocations {

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    Allocations(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    Optional<UUID> responsible(UUID casefileId) {
        return jdbc.sql("select practitioner_id from allocation where casefile_id = :file and until_at is null and responsibility = 'RESPONSIBLE'")
                .param("file", casefileId).query(UUID.class).optional();
    }

    List<AllocationView> of(UUID casefileId) {
        return jdbc.sql("""
                select id, practitioner_id, responsibility, since, until_at, handover_id from allocation where casefile_id = :file
                order by since, id""").param("file", casefileId)
                .query((row, n) -> new AllocationView(row.getObject("id", UUID.class), row.getObject("practitioner_id", UUID.class),
                        Responsibility.valueOf(row.getString("responsibility")), row.getTimestamp("since").toInstant(),
                        row.getTimestamp("until_at") == null ? null : row.getTimestamp("until_at").toInstant(),
                        row.getObject("handover_id", UUID.class))).list();
    }

    UUID add(UUID casefileId, UUID practitioner, Responsibility responsibility, Instant since, Instant until, UUID handover) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into allocation (id, casefile_id, practitioner_id, responsibility, since, until_at, handover_id)
                values (:id, :file, :practitioner, :responsibility, :since, :until, :handover)""")
                .param("id", id).param("file", casefileId).param("practitioner", practitioner).param("responsibility", responsibility.name())
                .param("since", Timestamp.from(since)).param("until", until == null ? null : Timestamp.from(until), Types.TIMESTAMP)
                .param("handover", handover, Types.OTHER).update();
        if (responsibility == Responsibility.RESPONSIBLE && until == null) {
            events.publishEvent(new ResponsibleNamed(casefileId, practitioner));
        }
        return id;
    }

    List<UUID> responsibleFor(UUID worker) {
        return jdbc.sql("""
                select a.casefile_id from allocation a join casefile c on c.id = a.casefile_id and c.closed_at is null
                where a.practitioner_id = :worker and a.until_at is null and a.responsibility = 'RESPONSIBLE' order by a.casefile_id""")
                .param("worker", worker).query(UUID.class).list();
    }

    List<UUID> sharedBy(UUID worker, Instant at) {
        return jdbc.sql("""
                select distinct casefile_id from allocation where practitioner_id = :worker and responsibility <> 'RESPONSIBLE' and (until_at is null or until_at > :at)
                order by casefile_id""").param("worker", worker).param("at", Timestamp.from(at)).query(UUID.class).list();
    }

    void endShared(UUID casefileId, UUID worker, Instant at) {
        jdbc.sql("""
                update allocation set until_at = :at where casefile_id = :file and practitioner_id = :worker and responsibility <> 'RESPONSIBLE'
                   and (until_at is null or until_at > :at)""")
                .param("at", Timestamp.from(at)).param("file", casefileId).param("worker", worker).update();
    }

    /**
     * Ends the open one, and what the new worker shared of the work, and begins the next: the gap trigger looks when the transaction commits. By a handover the same worker may follow: the first one
     * of a file, who had to read before they could act.
     */
    UUID move(UUID casefileId, UUID to, UUID handover, Instant at) {
        if (handover == null && responsible(casefileId).filter(to::equals).isPresent()) {
            throw new Refusal("This worker is responsible for the case file already.", "already-responsible");
        }
        jdbc.sql("""
                update allocation set until_at = :at where casefile_id = :file and (until_at is null or until_at > :at)
                   and (responsibility = 'RESPONSIBLE' or practitioner_id = :to)""")
                .param("at", Timestamp.from(at)).param("file", casefileId).param("to", to).update();
        return add(casefileId, to, Responsibility.RESPONSIBLE, at, null, handover);
    }
}
