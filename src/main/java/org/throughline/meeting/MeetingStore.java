package org.throughline.meeting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The drafts of a meeting's steps, one for each, and its acts, append-only, in the order in which they were done. */
@Component
class MeetingStore {

    /** What is no step. */
    static final String TAKEN_OVER = "TAKEN_OVER";
    static final String MOVED = "MOVED";
    static final String OVERTAKEN = "OVERTAKEN";
    static final String ACTION_DONE = "ACTION_DONE";
    static final String REOPENED = "REOPENED";
    static final String STANDS = "STANDS";
    private static final String NO_STEP = "('TAKEN_OVER', 'MOVED', 'OVERTAKEN', 'ACTION_DONE', 'REOPENED', 'STANDS')";
    private static final String SELECT = "select version, author_id, content, saved_at from meeting_draft where meeting_id = :meeting and step = :step";

    /** What was done, with the words as they were on the screen; never changed afterwards. */
    record Act(UUID id, MeetingStep step, String outcome, UUID by, String reason, JsonNode content, Instant at) {}

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    MeetingStore(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    static UUID newId() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    void add(UUID meeting, Act act, Integer draftVersion) {
        jdbc.sql("""
                insert into meeting_act (id, meeting_id, step, outcome, by_id, reason, draft_version, content, at)
                values (:id, :meeting, :step, :outcome, :by, :reason, :version, cast(:content as jsonb), :at)""")
                .param("id", act.id()).param("meeting", meeting).param("step", act.step().name()).param("outcome", act.outcome()).param("by", act.by())
                .param("reason", act.reason()).param("version", draftVersion).param("content", act.content() == null ? null : act.content().toString())
                .param("at", Timestamp.from(act.at())).update();
    }

    List<Act> of(UUID meeting) {
        return jdbc.sql("select * from meeting_act where meeting_id = :meeting order by at, id").param("meeting", meeting).query(this::act).list();
    }

    /** The last time this step was completed. */
    Optional<Act> lastDone(UUID meeting, MeetingStep step) {
        return jdbc.sql("select * from meeting_act where meeting_id = :meeting and step = :step and outcome not in " + NO_STEP + " order by at desc, id desc limit 1")
                .param("meeting", meeting).param("step", step.name()).query(this::act).optional();
    }

    private Act act(ResultSet row, int n) throws SQLException {
        return new Act(row.getObject("id", UUID.class), MeetingStep.valueOf(row.getString("step")), row.getString("outcome"), row.getObject("by_id", UUID.class),
                row.getString("reason"), read(row.getString("content")), row.getTimestamp("at").toInstant());
    }

    MeetingDraft draft(UUID meeting, MeetingStep step) {
        return find(SELECT, meeting, step);
    }

    /** As {@link #draft}, and nobody saves it until this transaction ends. */
    MeetingDraft lockDraft(UUID meeting, MeetingStep step) {
        return find(SELECT + " for update", meeting, step);
    }

    private MeetingDraft find(String sql, UUID meeting, MeetingStep step) {
        return jdbc.sql(sql).param("meeting", meeting).param("step", step.name())
                .query((row, n) -> new MeetingDraft(step, row.getInt("version"), row.getObject("author_id", UUID.class), read(row.getString("content")),
                        row.getTimestamp("saved_at").toInstant())).optional()
                .orElseGet(() -> new MeetingDraft(step, 0, null, json.createObjectNode(), null));
    }

    /** @throws StaleMeetingDraft when the version on record is another one than {@code basedOn} */
    MeetingDraft save(UUID meeting, MeetingStep step, int basedOn, JsonNode content, UUID author, Instant at) {
        String sql = basedOn == 0
                ? """
                  insert into meeting_draft (meeting_id, step, version, author_id, content, saved_at)
                  values (:meeting, :step, 1, :author, cast(:content as jsonb), :at) on conflict do nothing"""
                : """
                  update meeting_draft set version = version + 1, author_id = :author, content = cast(:content as jsonb), saved_at = :at
                  where meeting_id = :meeting and step = :step and version = :based""";
        var statement = jdbc.sql(sql).param("meeting", meeting).param("step", step.name()).param("author", author)
                .param("content", content.toString()).param("at", Timestamp.from(at));
        int saved = (basedOn == 0 ? statement : statement.param("based", basedOn)).update();
        if (saved == 0) {
            throw new StaleMeetingDraft(draft(meeting, step));
        }
        return new MeetingDraft(step, basedOn + 1, author, content, at);
    }

    /** What was written has become an act; whoever comes to this step again begins anew. */
    void done(UUID meeting, MeetingStep step) {
        jdbc.sql("update meeting_draft set version = version + 1, content = '{}'::jsonb where meeting_id = :meeting and step = :step")
                .param("meeting", meeting).param("step", step.name()).update();
    }

    private JsonNode read(String content) {
        try {
            return content == null ? null : json.readTree(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What is stored of a meeting is not JSON", e);
        }
    }
}
