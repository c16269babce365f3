package org.throughline.obligation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whom a level asks, what they write, and what they answered. */
@Component
class AskedStore {

    private static final String ASKED = "select * from obligation_ask where ";

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    AskedStore(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @param proposedBy who says that it is not needed; null where this is no such question */
    record Asked(UUID id, UUID obligation, int level, UUID person, UUID proposedBy, String proposedWhy, Instant at, boolean answered) {}

    /** The last question that has no task yet. */
    Optional<Asked> withoutTask(UUID obligation) {
        return jdbc.sql(ASKED + "obligation_id = :id and task_id is null and answered_at is null order by level desc, asked_at desc, id desc limit 1")
                .param("id", obligation).query(AskedStore::asked).optional();
    }

    Optional<Asked> ofTask(String task) {
        return jdbc.sql(ASKED + "task_id = :task for update").param("task", task).query(AskedStore::asked).optional();
    }

    /** The open question to this person. */
    Optional<Asked> open(UUID obligation, UUID person) {
        return jdbc.sql(ASKED + "obligation_id = :id and asked_id = :person and answered_at is null").param("id", obligation).param("person", person)
                .query(AskedStore::asked).optional();
    }

    void hasTask(UUID asked, String task) {
        jdbc.sql("update obligation_ask set task_id = :task where id = :id").param("task", task).param("id", asked).update();
    }

    /** @return false where this person has the question already */
    boolean ask(Asked before, UUID person, UUID proposedBy, String proposedWhy, Instant at) {
        return jdbc.sql("""
                insert into obligation_ask (id, obligation_id, level, asked_id, proposed_by, proposed_why, asked_at)
                values (:id, :obligation, :level, :person, :by, :why, :at) on conflict (obligation_id, asked_id) where answered_at is null do nothing""")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("obligation", before.obligation()).param("level", before.level()).param("person", person)
                .param("by", proposedBy, Types.OTHER).param("why", proposedWhy).param("at", Timestamp.from(at)).update() == 1;
    }

    void answered(Asked asked, LadderAnswer outcome, UUID by, LocalDate expected, UUID to, String words, Instant at) {
        jdbc.sql("update obligation_ask set answered_at = :at where id = :id").param("at", Timestamp.from(at)).param("id", asked.id()).update();
        jdbc.sql("""
                insert into obligation_answer (id, ask_id, obligation_id, level, outcome, by_id, expected_by, to_id, words, at)
                values (:id, :ask, :obligation, :level, :outcome, :by, :expected, :to, :words, :at)""")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("ask", asked.id()).param("obligation", asked.obligation()).param("level", asked.level())
                .param("outcome", outcome.name()).param("by", by).param("expected", expected, Types.DATE).param("to", to, Types.OTHER).param("words", words)
                .param("at", Timestamp.from(at)).update();
    }

    List<LadderQuestions.Answered> answers(UUID obligation) {
        return jdbc.sql("""
                select a.level, a.outcome, p.name as by, a.expected_by, t.name as to_whom, a.words, a.at from obligation_answer a
                join practitioner p on p.id = a.by_id left join practitioner t on t.id = a.to_id where a.obligation_id = :id order by a.at, a.id""")
                .param("id", obligation).query((row, n) -> new LadderQuestions.Answered(row.getInt("level"), LadderAnswer.valueOf(row.getString("outcome")),
                        row.getString("by"), row.getObject("expected_by", LocalDate.class), row.getString("to_whom"), row.getString("words"),
                        row.getTimestamp("at").toInstant())).list();
    }

    AnswerDraft draft(UUID asked, boolean lock) {
        return jdbc.sql("select version, author_id, content, saved_at from obligation_answer_draft where ask_id = :id" + (lock ? " for update" : "")).param("id", asked)
                .query((row, n) -> new AnswerDraft(row.getInt("version"), row.getObject("author_id", UUID.class), read(row.getString("content")),
                        row.getTimestamp("saved_at").toInstant())).optional()
                .orElseGet(() -> new AnswerDraft(0, null, json.createObjectNode(), null));
    }

    /** @throws StaleAnswer when the version on record is another one than {@code basedOn} */
    AnswerDraft save(UUID asked, int basedOn, JsonNode content, UUID author, Instant at) {
        String sql = basedOn == 0
                ? """
                  insert into obligation_answer_draft (ask_id, version, author_id, content, saved_at)
                  values (:id, 1, :author, cast(:content as jsonb), :at) on conflict do nothing"""
                : """
                  update obligation_answer_draft set version = version + 1, author_id = :author, content = cast(:content as jsonb), saved_at = :at
                  where ask_id = :id and version = :based""";
        var statement = jdbc.sql(sql).param("id", asked).param("author", author).param("content", content.toString()).param("at", Timestamp.from(at));
        if ((basedOn == 0 ? statement : statement.param("based", basedOn)).update() == 0) {
            throw new StaleAnswer(draft(asked, false));
        }
        return new AnswerDraft(basedOn + 1, author, content, at);
    }

    private static Asked asked(ResultSet row, int n) throws SQLException {
        return new Asked(row.getObject("id", UUID.class), row.getObject("obligation_id", UUID.class), row.getInt("level"), row.getObject("asked_id", UUID.class),
                row.getObject("proposed_by", UUID.class), row.getString("proposed_why"), row.getTimestamp("asked_at").toInstant(), row.getTimestamp("answered_at") != null);
    }

    private JsonNode read(String content) {
        try {
            return json.readTree(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored draft is not JSON", e);
        }
    }
}
