package org.throughline.agreement;

import jakarta.persistence.EntityManager;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.access.NotFound;
import org.throughline.casefile.Families;

/** Whoever changes an agreement holds the family's lock first, and sees the agreement as it is after waiting for it. */
@Component
class AgreementLock {

    private final JdbcClient jdbc;
    private final Families families;
    private final EntityManager entities;

    AgreementLock(JdbcClient jdbc, Families families, EntityManager entities) {
        this.jdbc = jdbc;
        this.families = families;
        this.entities = entities;
    }

    /** @throws NotFound when there is no such agreement */
    Agreement lock(UUID agreementId) {
        UUID casefile = jdbc.sql("select casefile_id from agreement where id = :id").param("id", agreementId).query(UUID.class).optional().orElseThrow(NotFound::new);
        families.lock(casefile);
        Agreement agreement = entities.find(Agreement.class, agreementId);
        entities.refresh(agreement);
        return agreement;
    }
}
