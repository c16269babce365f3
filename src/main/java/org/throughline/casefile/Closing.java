package org.throughline.casefile;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Closes a case file: only this ends the time of its responsible worker without another one. Who agreed is the caller's to know. */
@Service
public class Closing {

    private final JdbcClient jdbc;
    private final Families families;

    Closing(JdbcClient jdbc, Families families) {
        this.jdbc = jdbc;
        this.families = families;
    }

    /** From this moment nobody is allocated and nothing is done on the file; its history stays part of the families it belongs to. The caller holds the family_head. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void close(UUID casefileId, Instant at) {
        jdbc.sql("update casefile set closed_at = :at where id = :id").param("at", Timestamp.from(at)).param("id", casefileId).update();
        jdbc.sql("update allocation set until_at = :at where casefile_id = :id and (until_at is null or until_at > :at)").param("at", Timestamp.from(at)).param("id", casefileId).update();
        families.changed(List.of(casefileId));
    }
}
