package org.throughline.meeting;

import jakarta.persistence.EntityManager;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.access.NotFound;
import org.throughline.casefile.Families;

/** Whoever changes a meeting holds the family's lock first, and sees the meeting as it is after waiting for it. */
@Component
class MeetingLock {

    private final JdbcClient jdbc;
    private final Families families;
    private final EntityManager entities;

    MeetingLock(JdbcClient jdbc, Families families, EntityManager entities) {
        this.jdbc = jdbc;
        this.families = families;
        this.entities = entities;
    }

    /** @throws NotFound when there is no such meeting */
    Meeting lock(UUID meetingId) {
        UUID casefile = jdbc.sql("select casefile_id from meeting where id = :id").param("id", meetingId).query(UUID.class).optional()
                .orElseThrow(NotFound::new);
        families.lock(casefile);
        Meeting meeting = entities.find(Meeting.class, meetingId);
        entities.refresh(meeting);
        return meeting;
    }
}
