package org.throughline.identity;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.workflow.SignInMethod;

/**
 * Which login of the realm is whose. A user name can be given to somebody else there; what the realm calls the subject cannot. The first login that
 * is admitted under a person's user name is that person's, and no other, until somebody who runs the system releases it.
 */
@Component
@Profile(SignInMethod.KEYCLOAK)
class LoginBindings {

    private final JdbcClient jdbc;
    private final String issuer;
    private final Clock clock;

    LoginBindings(JdbcClient jdbc, KeycloakSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.issuer = settings.issuer();
        this.clock = clock;
    }

    /** Whether this login is this person's; it becomes so where the person has none in this realm and nobody else has it. */
    @Transactional
    boolean isOf(UUID practitioner, String subject) {
        return holds(practitioner, subject) || jdbc.sql("""
                insert into login_identity (practitioner_id, issuer, subject, bound_at) values (:person, :issuer, :subject, :now) on conflict do nothing""")
                .param("person", practitioner).param("issuer", issuer).param("subject", subject).param("now", Timestamp.from(clock.instant())).update() == 1
                || holds(practitioner, subject);
    }

    private boolean holds(UUID practitioner, String subject) {
        return jdbc.sql("select exists (select 1 from login_identity where practitioner_id = :person and issuer = :issuer and subject = :subject)")
                .param("person", practitioner).param("issuer", issuer).param("subject", subject).query(Boolean.class).single();
    }
}
