package org.throughline.identity;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.workflow.SignInMethod;

/** What Keycloak has ended, kept in the database so that every node knows; and whether a person is still one who may sign in, with this login. */
@Component
@Profile(SignInMethod.KEYCLOAK)
class EndedSessions {

    private static final Duration KEPT = Duration.ofDays(2);

    /** @param welcome false where Keycloak ended the session or the organisation the login. @param askAgain after how long a session is asked about again (ID1) */
    record Standing(boolean welcome, Duration askAgain) {}

    private static final String ENDED = "exists (select 1 from ended_session where provider_session = :sid or provider_session = :sub and ended_at >= :since)";

    private final JdbcClient jdbc;
    private final String issuer;
    private final Clock clock;

    EndedSessions(JdbcClient jdbc, KeycloakSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.issuer = settings.issuer();
        this.clock = clock;
    }

    /** @param session the provider's id of one session; where there is none, everything of this login that began before ends */
    @Transactional
    void end(Optional<String> session, String subject, Instant at) {
        jdbc.sql("insert into ended_session (provider_session, ended_at) values (:key, :at) on conflict (provider_session) do update set ended_at = greatest(ended_session.ended_at, excluded.ended_at)")
                .param("key", session.map(sid -> "sid:" + sid).orElse("sub:" + subject)).param("at", Timestamp.from(at)).update();
        jdbc.sql("delete from ended_session where ended_at < :old").param("old", Timestamp.from(clock.instant().minus(KEPT))).update();
    }

    /** Whether a token is of a session that has ended. @param session null where the token names none @param issued when, by the provider's clock */
    @Transactional(readOnly = true)
    boolean over(String session, String subject, Instant issued) {
        return jdbc.sql("select " + ENDED).param("sid", "sid:" + session).param("sub", "sub:" + subject).param("since", Timestamp.from(issued)).query(Boolean.class).single();
    }

    /** @param since when the session began, by the provider's clock */
    @Transactional(readOnly = true)
    Standing standing(String username, String session, String subject, Instant since) {
        return jdbc.sql("""
                select exists (select 1 from practitioner where username = :who and active and can_log_in)
                       and not exists (select 1 from login_identity i join practitioner p on p.id = i.practitioner_id where p.username = :who and i.issuer = :issuer and i.subject <> :subject)
                       and not %s as welcome, rule_number('ID1') as minutes""".formatted(ENDED))
                .param("who", username).param("issuer", issuer).param("subject", subject).param("sid", "sid:" + session).param("sub", "sub:" + subject).param("since", Timestamp.from(since))
                .query((row, n) -> new Standing(row.getBoolean("welcome"), Duration.ofSeconds((long) (row.getDouble("minutes") * 60)))).single();
    }
}
