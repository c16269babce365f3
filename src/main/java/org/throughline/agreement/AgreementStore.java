package org.throughline.agreement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.chronology.EntryRef;

/** What was put forward, approved, explained, answered and done; append-only, in the order in which it was. */
@Component
class AgreementStore {

    /** What is no step. */
    static final String TAKEN_OVER = "TAKEN_OVER";
    static final String HANDED_ON = "HANDED_ON";
    static final String BREACHED = "BREACHED";
    static final String ENDED = "ENDED_ELSEWHERE";
    private static final String NO_STEP = "('TAKEN_OVER', 'HANDED_ON', 'BREACHED', 'ENDED_ELSEWHERE')";

    record Text(int number, JsonNode content, JsonNode checks, UUID draftedBy, Instant draftedAt) {}

    record Approval(int number, String outcome, String words, UUID by, Instant at) {}

    record Explanation(String party, JsonNode content, UUID by, Instant at) {}

    record Answer(String party, String answer, String words, LocalDate on, UUID by, Instant at) {}

    record Breach(EntryRef entry, UUID by, Instant at, Instant decidedAt) {}

    /** What was done, with the words as they were on the screen; never changed afterwards. */
    record Act(UUID id, AgreementStep step, String outcome, UUID by, String reason, JsonNode content, Instant at) {}

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    AgreementStore(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    // ------------------------------------------------------------ the text and who wrote in it

    /** Everybody who saved its draft, put it forward, or wrote in the one it goes back to or renews; the database writes them down. */
    Set<UUID> authors(UUID agreement, int number) {
        return jdbc.sql("select practitioner_id from agreement_author where agreement_id = :id and number = :number").param("id", agreement).param("number", number)
                .query(UUID.class).set();
    }

    void put(UUID agreement, Text text) {
        jdbc.sql("""
                insert into agreement_text (agreement_id, number, content, checks, drafted_by, drafted_at)
                values (:id, :number, cast(:content as jsonb), cast(:checks as jsonb), :by, :at)""")
                .param("id", agreement).param("number", text.number()).param("content", text.content().toString()).param("checks", text.checks().toString())
                .param("by", text.draftedBy()).param("at", Timestamp.from(text.draftedAt())).update();
    }

    Optional<Text> text(UUID agreement, int number) {
        return jdbc.sql("select * from agreement_text where agreement_id = :id and number = :number").param("id", agreement).param("number", number)
                .query((row, n) -> new Text(row.getInt("number"), read(row.getString("content")), read(row.getString("checks")), row.getObject("drafted_by", UUID.class),
                        at(row, "drafted_at"))).optional();
    }

    void approve(UUID agreement, Approval approval) {
        jdbc.sql("insert into agreement_approval (agreement_id, number, outcome, words, by_id, at) values (:id, :number, :outcome, :words, :by, :at)")
                .param("id", agreement).param("number", approval.number()).param("outcome", approval.outcome()).param("words", approval.words()).param("by", approval.by())
                .param("at", Timestamp.from(approval.at())).update();
    }

    Optional<Approval> approval(UUID agreement, int number) {
        return jdbc.sql("select * from agreement_approval where agreement_id = :id and number = :number").param("id", agreement).param("number", number)
                .query((row, n) -> new Approval(number, row.getString("outcome"), row.getString("words"), row.getObject("by_id", UUID.class), at(row, "at"))).optional();
    }

    // ------------------------------------------------------------ the parties

    void explain(UUID agreement, int number, Explanation to) {
        jdbc.sql("insert into agreement_explanation (agreement_id, number, party, content, by_id, at) values (:id, :number, :party, cast(:content as jsonb), :by, :at)")
                .param("id", agreement).param("number", number).param("party", to.party()).param("content", to.content().toString()).param("by", to.by())
                .param("at", Timestamp.from(to.at())).update();
    }

    List<Explanation> explanations(UUID agreement, int number) {
        return jdbc.sql("select * from agreement_explanation where agreement_id = :id and number = :number order by party").param("id", agreement).param("number", number)
                .query((row, n) -> new Explanation(row.getString("party"), read(row.getString("content")), row.getObject("by_id", UUID.class), at(row, "at"))).list();
    }

    void answer(UUID agreement, int number, Answer of) {
        jdbc.sql("insert into agreement_answer (agreement_id, number, party, answer, words, on_day, by_id, at) values (:id, :number, :party, :answer, :words, :day, :by, :at)")
                .param("id", agreement).param("number", number).param("party", of.party()).param("answer", of.answer()).param("words", of.words()).param("day", of.on())
                .param("by", of.by()).param("at", Timestamp.from(of.at())).update();
    }

    List<Answer> answers(UUID agreement, int number) {
        return jdbc.sql("select * from agreement_answer where agreement_id = :id and number = :number order by party").param("id", agreement).param("number", number)
                .query((row, n) -> new Answer(row.getString("party"), row.getString("answer"), row.getString("words"), row.getObject("on_day", LocalDate.class),
                        row.getObject("by_id", UUID.class), at(row, "at"))).list();
    }

    // ------------------------------------------------------------ what was not kept

    /** @return whether it was not known yet */
    boolean breached(UUID agreement, EntryRef entry, UUID by, Instant at) {
        return jdbc.sql("insert into agreement_breach (agreement_id, entry_file, entry_seq, by_id, at) values (:id, :file, :seq, :by, :at) on conflict do nothing")
                .param("id", agreement).param("file", entry.casefileId()).param("seq", entry.seq()).param("by", by).param("at", Timestamp.from(at)).update() > 0;
    }

    void decided(UUID agreement, Instant at) {
        jdbc.sql("update agreement_breach set decided_at = :at where agreement_id = :id and decided_at is null").param("id", agreement).param("at", Timestamp.from(at)).update();
    }

    List<Breach> breaches(UUID agreement) {
        return jdbc.sql("select * from agreement_breach where agreement_id = :id order by at, entry_seq").param("id", agreement)
                .query((row, n) -> new Breach(new EntryRef(row.getObject("entry_file", UUID.class), row.getLong("entry_seq")), row.getObject("by_id", UUID.class), at(row, "at"),
                        at(row, "decided_at"))).list();
    }

    // ------------------------------------------------------------ acts

    void add(UUID agreement, Act act, Integer draftVersion) {
        jdbc.sql("""
                insert into agreement_act (id, agreement_id, step, outcome, by_id, reason, draft_version, content, at)
                values (:id, :agreement, :step, :outcome, :by, :reason, :version, cast(:content as jsonb), :at)""")
                .param("id", act.id()).param("agreement", agreement).param("step", act.step().name()).param("outcome", act.outcome()).param("by", act.by())
                .param("reason", act.reason()).param("version", draftVersion).param("content", act.content() == null ? null : act.content().toString())
                .param("at", Timestamp.from(act.at())).update();
    }

    List<Act> acts(UUID agreement) {
        return jdbc.sql("select * from agreement_act where agreement_id = :id order by at, id").param("id", agreement).query(this::act).list();
    }

    /** The last time this step was completed. */
    Optional<Act> lastDone(UUID agreement, AgreementStep step) {
        return jdbc.sql("select * from agreement_act where agreement_id = :id and step = :step and outcome not in " + NO_STEP + " order by at desc, id desc limit 1")
                .param("id", agreement).param("step", step.name()).query(this::act).optional();
    }

    private Act act(ResultSet row, int n) throws SQLException {
        return new Act(row.getObject("id", UUID.class), AgreementStep.valueOf(row.getString("step")), row.getString("outcome"), row.getObject("by_id", UUID.class),
                row.getString("reason"), read(row.getString("content")), at(row, "at"));
    }

    static UUID newId() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    JsonNode read(String content) {
        try {
            return content == null ? null : json.readTree(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What is stored of an agreement is not JSON", e);
        }
    }

    JsonNode tree(Object value) {
        return json.valueToTree(value);
    }
}
