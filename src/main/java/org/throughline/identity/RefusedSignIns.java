package org.throughline.identity;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.obligation.AlarmKind;
import org.throughline.obligation.AlsoWatched;
import org.throughline.workflow.SignInMethod;

/** Who was refused, for those who run the system, until it is put right or was long ago (ID3). */
@Component
@Profile(SignInMethod.KEYCLOAK)
class RefusedSignIns implements AlsoWatched {

    private static final int LONGEST = 255;

    private final JdbcClient jdbc;
    private final Clock clock;

    RefusedSignIns(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional(propagation = Propagation.REQUIRES_NEW)
    void note(String username, RefusedSignIn.Reason reason) {
        jdbc.sql("insert into refused_sign_in (username, reason, last_at) values (:who, :reason, :now) on conflict (username, reason) do update set last_at = excluded.last_at")
                .param("who", username.substring(0, Math.min(username.length(), LONGEST))).param("reason", reason.name()).param("now", Timestamp.from(clock.instant())).update();
    }

    @Transactional
    void settled(String username) {
        jdbc.sql("delete from refused_sign_in where username = :who").param("who", username).update();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Fault> faults(Instant now) {
        return jdbc.sql("""
                select r.username, r.reason from refused_sign_in r where r.last_at > cast(:now as timestamptz) - make_interval(days => rule_number('ID3')::int)
                  and (r.reason <> 'NOT_ENTERED' or not exists (select 1 from practitioner p where p.username = r.username and p.active and p.can_log_in))""")
                .param("now", Timestamp.from(now))
                .query((row, n) -> new Fault(RefusedSignIn.Reason.valueOf(row.getString("reason")) == RefusedSignIn.Reason.NOT_ENTERED
                        ? AlarmKind.SIGN_IN_NOT_ENTERED : AlarmKind.SIGN_IN_ROLES_DIFFER, row.getString("username"))).list();
    }
}
