package org.throughline.meeting;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.notification.WhomToRing;

/**
 * Who has asked: of a meeting and of a place in it whoever convenes it, of a disagreement whoever answers it first, else whoever is responsible for
 * the child.
 */
@Component
class WhoAsked implements WhomToRing {

    private final JdbcClient jdbc;

    WhoAsked(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<UUID> of(UUID subject) {
        return jdbc.sql("""
                with asked as (
                    select m.casefile_id, m.convenor_id as who from meeting m where m.id = :id
                    union all select m.casefile_id, m.convenor_id from meeting_invitee i join meeting m on m.id = i.meeting_id where i.id = :id
                    union all select d.casefile_id, d.with_id from disagreement d where d.id = :id
                    union all select c.id, null from casefile c where c.id = :id)
                select coalesce(asked.who, a.practitioner_id) as who from asked
                left join allocation a on a.casefile_id = asked.casefile_id and a.until_at is null and a.responsibility = 'RESPONSIBLE'
                where coalesce(asked.who, a.practitioner_id) is not null limit 1""").param("id", subject).query(UUID.class).optional();
    }
}
