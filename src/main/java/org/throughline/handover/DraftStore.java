package org.throughline.handover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps one draft per step; a save names the version it was made from. */
@Component
class DraftStore {

    private static final String SELECT = "select version, author_id, content, saved_at from handover_draft where handover_id = :handover and step = :step";

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    DraftStore(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Draft get(UUID handover, HandoverStep step) {
        return find(SELECT, handover, step);
    }

    /** As {@link #get}, and nobody saves it until this transaction ends. */
    Draft lock(UUID handover, HandoverStep step) {
        return find(SELECT + " for update", handover, step);
    }

    private Draft find(String sql, UUID handover, HandoverStep step) {
        return jdbc.sql(sql).param("handover", handover).param("step", step.name())
                .query((row, n) -> new Draft(step, row.getInt("version"), row.getObject("author_id", UUID.class), read(row.getString("content")),
                        row.getTimestamp("saved_at").toInstant())).optional()
                .orElseGet(() -> new Draft(step, 0, null, json.createObjectNode(), null));
    }

    /** @throws StaleDraft when the version on record is another one than {@code basedOn} */
    Draft save(UUID handover, HandoverStep step, int basedOn, JsonNode content, UUID author, Instant at) {
        String sql = basedOn == 0
                ? """
                  insert into handover_draft (handover_id, step, version, author_id, content, saved_at)
                  values (:handover, :step, 1, :author, cast(:content as jsonb), :at) on conflict do nothing"""
                : """
                  update handover_draft set version = version + 1, author_id = :author, content = cast(:content as jsonb), saved_at = :at
                  where handover_id = :handover and step = :step and version = :based""";
        var statement = jdbc.sql(sql).param("handover", handover).param("step", step.name()).param("author", author)
                .param("content", content.toString()).param("at", Timestamp.from(at));
        int saved = (basedOn == 0 ? statement : statement.param("based", basedOn)).update();
        if (saved == 0) {
            throw new StaleDraft(get(handover, step));
        }
        return new Draft(step, basedOn + 1, author, content, at);
    }

    private JsonNode read(String content) {
        try {
            return json.readTree(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored draft is not JSON", e);
        }
    }
}
