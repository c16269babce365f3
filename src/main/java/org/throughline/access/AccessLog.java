package org.throughline.access;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.organisation.Practitioner;

/** Who looked at what, and who was refused. */
@Component
class AccessLog {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate apart;

    AccessLog(JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** In the caller's transaction: nothing is read without its line. */
    void allowed(Practitioner who, UUID casefileId, String what, String why) {
        write(who, casefileId, what, why, true);
    }

    /** In a transaction of its own: the refusal ends the caller's. */
    void refused(Practitioner who, UUID casefileId, String what, String why) {
        apart.executeWithoutResult(status -> write(who, casefileId, what, why, false));
    }

    private void write(Practitioner who, UUID casefileId, String what, String why, boolean allowed) {
        jdbc.sql("""
                insert into access_log (id, at, username, practitioner_id, casefile_id, what, why, allowed)
                values (:id, :at, :username, :who, (select id from casefile where id = :casefile), :what, :why, :allowed)""")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("at", Timestamp.from(clock.instant())).param("username", who.username())
                .param("who", who.id()).param("casefile", casefileId, Types.OTHER).param("what", what).param("why", why, Types.VARCHAR)
                .param("allowed", allowed).update();
    }

    /** Newest first. */
    List<Look> of(UUID casefileId, UUID before, int limit) {
        return jdbc.sql("""
                select l.id, l.at, l.username, coalesce(p.name, l.username) as name, a.name as agency, l.what, l.why, l.allowed
                from access_log l left join practitioner p on p.id = l.practitioner_id left join agency a on a.id = p.agency_id
                where l.casefile_id = :casefile and (:before::uuid is null or l.id < :before::uuid)
                order by l.id desc limit :limit""")
                .param("casefile", casefileId).param("before", before, Types.OTHER).param("limit", limit)
                .query((row, n) -> new Look(row.getObject("id", UUID.class), row.getTimestamp("at").toInstant(), row.getString("username"),
                        row.getString("name"), row.getString("agency"), row.getString("what"), row.getString("why"), row.getBoolean("allowed")))
                .list();
    }
}
