package org.throughline.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;

/**
 * Keeps one draft for a step of whatever stands in a process; a save names the version it was made from. A draft is nobody's act; only the
 * completion of the step makes it one. Who may read and write it is the caller's to ask.
 */
@Component
public class StepDrafts {

    private static final String SELECT = "select version, author_id, content, saved_at from step_draft where aggregate_id = :id and step = :step";

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    StepDrafts(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The draft as it stands; version 0 and empty where nothing was saved. */
    public StepDraft get(UUID aggregate, String step) {
        return find(SELECT, aggregate, step);
    }

    /**
     * The draft that becomes an act now; nobody saves it until this transaction ends.
     *
     * @param version the version that was on the screen
     * @throws Refusal when nothing was written, or when another version stands there
     */
    public StepDraft onTheScreen(UUID aggregate, String step, Integer version) {
        StepDraft draft = find(SELECT + " for update", aggregate, step);
        if (draft.version() == 0 || draft.content().isEmpty()) {
            throw new Refusal("Nothing has been written in this step yet. Write and save first.", "nothing-written");
        }
        if (version == null || version != draft.version()) {
            throw new Refusal("The text is not the one on your screen: version " + draft.version() + " was saved on " + Gaps.inWords(draft.savedAt())
                    + ". Load it, read it, and complete again.", "stale-draft");
        }
        return draft;
    }

    private StepDraft find(String sql, UUID aggregate, String step) {
        return jdbc.sql(sql).param("id", aggregate).param("step", step)
                .query((row, n) -> new StepDraft(step, row.getInt("version"), row.getObject("author_id", UUID.class), read(row.getString("content")),
                        row.getTimestamp("saved_at").toInstant())).optional()
                .orElseGet(() -> new StepDraft(step, 0, null, json.createObjectNode(), null));
    }

    /** @throws StaleStepDraft when the version on record is another one than {@code basedOn} */
    public StepDraft save(UUID aggregate, String step, int basedOn, JsonNode content, UUID author, Instant at) {
        String sql = basedOn == 0
                ? """
                  insert into step_draft (aggregate_id, step, version, author_id, content, saved_at)
                  values (:id, :step, 1, :author, cast(:content as jsonb), :at) on conflict do nothing"""
                : """
                  update step_draft set version = version + 1, author_id = :author, content = cast(:content as jsonb), saved_at = :at
                  where aggregate_id = :id and step = :step and version = :based""";
        var statement = jdbc.sql(sql).param("id", aggregate).param("step", step).param("author", author)
                .param("content", content.toString()).param("at", Timestamp.from(at));
        int saved = (basedOn == 0 ? statement : statement.param("based", basedOn)).update();
        if (saved == 0) {
            throw new StaleStepDraft(get(aggregate, step));
        }
        return new StepDraft(step, basedOn + 1, author, content, at);
    }

    /** What was written has become an act; whoever comes to this step again begins anew. */
    public void done(UUID aggregate, String step) {
        jdbc.sql("update step_draft set version = version + 1, content = '{}'::jsonb where aggregate_id = :id and step = :step")
                .param("id", aggregate).param("step", step).update();
    }

    private JsonNode read(String content) {
        try {
            return json.readTree(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored draft is not JSON", e);
        }
    }
}
