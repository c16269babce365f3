package org.throughline.authority;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.access.NotFound;
import org.throughline.organisation.Shift;

/** The rows of who may act: written once, and revoked. Whether one may be written is asked by the callers, and by the database again. */
@Component
class AuthorityRows {

    private final JdbcClient jdbc;
    private final Clock clock;

    AuthorityRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    UUID insert(UUID casefileId, UUID worker, String kind, String origin, UUID signOff, UUID allocation, String reason, UUID by,
            Instant at, Instant expires) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into authority (id, casefile_id, practitioner_id, kind, origin, sign_off_id, allocation_id, reason, granted_by, granted_at, expires_at)
                values (:id, :file, :worker, :kind, :origin, :signOff, :allocation, :reason, :by, :at, :expires)""")
                .param("id", id).param("file", casefileId).param("worker", worker).param("kind", kind).param("origin", origin)
                .param("signOff", signOff).param("allocation", allocation).param("reason", reason).param("by", by)
                .param("at", Timestamp.from(at)).param("expires", expires == null ? null : Timestamp.from(expires)).update();
        return id;
    }

    /** @return how many of these kinds were held and are no longer */
    int revoke(UUID casefileId, UUID worker, List<String> kinds, UUID by, Instant at, String reason) {
        return jdbc.sql("""
                update authority set revoked_at = :at, revoked_by = :by, revoked_reason = :reason
                where casefile_id = :file and practitioner_id = :worker and kind in (:kinds) and revoked_at is null and (expires_at is null or expires_at > :at)""")
                .param("at", Timestamp.from(at)).param("by", by).param("reason", reason).param("file", casefileId).param("worker", worker)
                .param("kinds", kinds).update();
    }

    /** Authority for a shift, after the page. The caller holds the family_head. */
    AuthorityView onDuty(UUID casefileId, UUID worker, Shift shift, UUID page, String reason, Instant at) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into authority (id, casefile_id, practitioner_id, kind, origin, reason, granted_by, granted_at, expires_at, duty_rota_id, duty_page_id)
                values (:id, :file, :worker, 'DUTY', 'DUTY', :reason, :worker, :at, :expires, :shift, :page)""")
                .param("id", id).param("file", casefileId).param("worker", worker).param("reason", reason).param("at", Timestamp.from(at))
                .param("expires", Timestamp.from(shift.until())).param("shift", shift.id()).param("page", page).update();
        return get(id);
    }

    AuthorityView get(UUID id) {
        return select("where a.id = :id", id).stream().findFirst().orElseThrow(NotFound::new);
    }

    List<AuthorityView> select(String where, UUID id) {
        return jdbc.sql("""
                select a.*, p.name as worker, f.closed_at is null and a.granted_at <= :now and (a.revoked_at is null or a.revoked_at > :now)
                       and (a.expires_at is null or a.expires_at > :now)
                       and (a.duty_rota_id is null or exists (select 1 from duty_rota r where r.id = a.duty_rota_id and r.withdrawn_at is null
                            and r.since <= :now and r.until > :now))
                       and (a.allocation_id is null or exists (select 1 from allocation l where l.id = a.allocation_id
                            and l.since <= :now and (l.until_at is null or l.until_at > :now))) as holds
                from authority a join practitioner p on p.id = a.practitioner_id join casefile f on f.id = a.casefile_id\s""" + where)
                .param("now", Timestamp.from(clock.instant())).param("id", id).query((row, n) -> view(row)).list();
    }

    private static AuthorityView view(ResultSet row) throws SQLException {
        return new AuthorityView(row.getObject("id", UUID.class), row.getObject("casefile_id", UUID.class), row.getObject("practitioner_id", UUID.class),
                row.getString("worker"), row.getString("kind"), row.getString("origin"), row.getString("reason"), moment(row, "granted_at"),
                moment(row, "expires_at"), moment(row, "revoked_at"), row.getBoolean("holds"), row.getString("review_outcome"));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
