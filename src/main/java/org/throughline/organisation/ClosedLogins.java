package org.throughline.organisation;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Logins that the identity provider has closed. From that moment the person cannot log in here, holds no rights, and the line of supervision
 * answers for the work; when the login opens again, so does everything.
 */
@Service
public class ClosedLogins {

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ClosedLogins(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public boolean isClosed(UUID practitioner) {
        return jdbc.sql("select exists (select 1 from closed_login where practitioner_id = :id)").param("id", practitioner).query(Boolean.class).single();
    }

    /** The identity provider lets this person in no longer. Nothing happens where that is known, or where the person never could log in. */
    @Transactional
    public void close(UUID practitioner) {
        if (!jdbc.sql("select exists (select 1 from practitioner where id = :id and can_log_in)").param("id", practitioner).query(Boolean.class).single()) {
            return;
        }
        events.publishEvent(new LoginWillChange(practitioner));
        Timestamp now = Timestamp.from(clock.instant());
        if (jdbc.sql("update practitioner set can_log_in = false, changed_at = :now where id = :id and can_log_in").param("now", now).param("id", practitioner).update() == 1) {
            jdbc.sql("insert into closed_login (practitioner_id, since) values (:id, :now) on conflict do nothing").param("id", practitioner).param("now", now).update();
            changed(practitioner, true);
        }
    }

    /** The identity provider lets this person in again. Opens nothing that it did not close. */
    @Transactional
    public void open(UUID practitioner) {
        if (!isClosed(practitioner)) {
            return;
        }
        events.publishEvent(new LoginWillChange(practitioner));
        if (jdbc.sql("delete from closed_login where practitioner_id = :id").param("id", practitioner).update() == 1) {
            jdbc.sql("update practitioner set can_log_in = true, changed_at = :now where id = :id").param("now", Timestamp.from(clock.instant())).param("id", practitioner).update();
            changed(practitioner, false);
        }
    }

    private void changed(UUID practitioner, boolean closed) {
        events.publishEvent(new LoginChanged(practitioner, closed));
        events.publishEvent(new AvailabilityChanged(practitioner));
    }
}
