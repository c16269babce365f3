package org.throughline.handover;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Conditions that a named manager has waived, with the reason; kept for good. */
@Component
class WaiverStore {

    /** @param by the name of who waived it */
    record Waiver(String by, String reason) {}

    private final JdbcClient jdbc;

    WaiverStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<String, Waiver> of(UUID handover) {
        Map<String, Waiver> waivers = new HashMap<>();
        jdbc.sql("select w.condition_id, p.name, w.reason from handover_waiver w join practitioner p on p.id = w.waived_by where w.handover_id = :handover").param("handover", handover)
                .query(row -> {
                    waivers.put(row.getString("condition_id"), new Waiver(row.getString("name"), row.getString("reason")));
                });
        return waivers;
    }

    /** @return false when it had been waived before; the first waiver stands */
    boolean add(UUID handover, String condition, UUID by, String reason, Instant at) {
        return jdbc.sql("""
                        insert into handover_waiver (handover_id, condition_id, waived_by, reason, at)
                        values (:handover, :condition, :by, :reason, :at) on conflict do nothing""")
                .param("handover", handover).param("condition", condition).param("by", by).param("reason", reason)
                .param("at", Timestamp.from(at)).update() == 1;
    }
}
