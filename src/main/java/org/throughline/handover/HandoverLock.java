package org.throughline.handover;

import jakarta.persistence.EntityManager;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.access.NotFound;
import org.throughline.casefile.Families;

/** Whoever changes a handover holds the family's lock first, and sees the handover as it is after waiting for it. */
@Component
class HandoverLock {

    private final JdbcClient jdbc;
    private final Families families;
    private final EntityManager entities;

    HandoverLock(JdbcClient jdbc, Families families, EntityManager entities) {
        this.jdbc = jdbc;
        this.families = families;
        this.entities = entities;
    }

    /** @throws NotFound when there is no such handover */
    Handover lock(UUID handoverId) {
        UUID casefile = jdbc.sql("select casefile_id from handover where id = :id").param("id", handoverId).query(UUID.class).optional()
                .orElseThrow(NotFound::new);
        families.lock(casefile);
        Handover handover = entities.find(Handover.class, handoverId);
        entities.refresh(handover);
        return handover;
    }
}
