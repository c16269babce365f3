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
    void note(String username, String subject, RefusedSignIn.Reason reason) {
        jdbc.sql("insert into refused_sign_in (username, reason, last_at, subject) values (:who, :reason, :now, :subject) on conflict (username, reason) do update set last_at = excluded.last_at, subject = excluded.subject")
                .param("who", shortened(username)).param("subject", subject == null ? null : shortened(subject), java.sql.Types.VARCHAR).param("reason", reason.name()).param("now", Timestamp.from(clock.instant())).update();
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST));
    }

    /** The right person has come in. That another login tried the same name stays said: only a release settles that. */
    @Transactional
    void settled(String username) {
        jdbc.sql("delete from refused_sign_in where username = :who and reason <> 'OTHER_LOGIN'").param("who", username).update();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Fault> faults(Instant now) {
        return jdbc.sql("""
                select r.username, r.reason from refused_sign_in r where r.last_at > cast(:now as timestamptz) - make_interval(days => rule_number('ID3')::int)
                  and (r.reason <> 'NOT_ENTERED' or not exists (select 1 from practitioner p where p.username = r.username and p.active and p.can_log_in))""")
                .param("now", Timestamp.from(now))
                .query((row, n) -> new Fault(alarm(RefusedSignIn.Reason.valueOf(row.getString("reason"))), row.getString("username"))).list();
    }

    private static AlarmKind alarm(RefusedSignIn.Reason reason) {
        return switch (reason) {
            case NOT_ENTERED -> AlarmKind.SIGN_IN_NOT_ENTERED;
            case ROLES_DIFFER -> AlarmKind.SIGN_IN_ROLES_DIFFER;
            case INCOMPLETE -> AlarmKind.SIGN_IN_INCOMPLETE;
            case OTHER_LOGIN -> AlarmKind.SIGN_IN_OTHER_LOGIN;
            case CLOSED -> throw new IllegalStateException("That is known, and no alarm");
        };
    }
}
