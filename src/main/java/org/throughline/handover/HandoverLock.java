package org.throughline.handover;

import jakarta.persistence.EntityManager;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.engine.spi.EntityKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.access.NotFound;

/** Whoever changes a handover holds the family's lock first, and sees the handover as it is after waiting for it. */
@Component
class HandoverLock {

    private final JdbcClient jdbc;
    private final EntityManager entities;

    HandoverLock(JdbcClient jdbc, EntityManager entities) {
        this.jdbc = jdbc;
        this.entities = entities;
    }

    /** @throws NotFound when there is no such handover */
    Handover lock(UUID handoverId) {
        // the family_head alone, as Families locks it, without asking first whose it is
        jdbc.sql("select casefile_id from family_head where casefile_id = (select casefile_id from handover where id = :id) for update")
                .param("id", handoverId).query(UUID.class).optional().orElseThrow(NotFound::new);
        boolean seenBefore = seen(handoverId);
        Handover handover = entities.find(Handover.class, handoverId);
        if (seenBefore) {
            entities.refresh(handover);
        }
        return handover;
    }

    /** Whether this transaction has read it already: what it read then may be older than the lock. */
    private boolean seen(UUID handoverId) {
        return entities.unwrap(Session.class).getStatistics().getEntityKeys().stream().anyMatch(key -> key instanceof EntityKey known && handoverId.equals(known.getIdentifier()));
    }
}
