package org.throughline.meeting;

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
import org.throughline.access.NotFound;

/** Keeps disagreements, what was done in them, and what is being written. */
@Component
class DisagreementStore {

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    DisagreementStore(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void add(Disagreement made) {
        jdbc.sql("""
                insert into disagreement (id, casefile_id, subject, what, why, could_happen, safe_meanwhile, child_in_danger, raised_by, with_id, raised_at, by_link,
                    level, step, turn, turn_since, doer_id)
                values (:id, :file, :subject, :what, :why, :could, :safe, :danger, :by, :with, :at, :link, :level, :step, :turn, :since, :doer)""")
                .param("id", made.id()).param("file", made.casefileId()).param("subject", made.subject().name()).param("what", made.what()).param("why", made.why())
                .param("could", made.couldHappen()).param("safe", made.safeMeanwhile()).param("danger", made.childInDanger()).param("by", made.raisedBy())
                .param("with", made.withId()).param("at", Timestamp.from(made.raisedAt())).param("link", made.byLink()).param("level", made.level().name())
                .param("step", made.step().name()).param("turn", made.turn()).param("since", Timestamp.from(made.turnSince())).param("doer", made.doerId()).update();
    }

    void moved(Disagreement to) {
        jdbc.sql("update disagreement set level = :level, step = :step, turn = :turn, turn_since = :since, doer_id = :doer, date_set = :day where id = :id")
                .param("level", to.level().name()).param("step", to.step().name()).param("turn", to.turn()).param("since", Timestamp.from(to.turnSince()))
                .param("doer", to.doerId()).param("day", to.dateSet(), Types.DATE).param("id", to.id()).update();
    }

    void givenTo(UUID id, UUID person) {
        jdbc.sql("update disagreement set doer_id = :doer where id = :id").param("doer", person).param("id", id).update();
    }

    void ended(UUID id, String kind, UUID by, Instant at) {
        jdbc.sql("update disagreement set step = 'ENDED', turn = turn + 1, turn_since = :at, doer_id = null, end_kind = :kind, ended_at = :at, ended_by = :by where id = :id")
                .param("kind", kind).param("at", Timestamp.from(at)).param("by", by).param("id", id).update();
    }

    Optional<Disagreement> find(UUID id) {
        return jdbc.sql("select * from disagreement where id = :id").param("id", id).query(DisagreementStore::row).optional();
    }

    /** As it is now, and nobody moves it until this transaction ends. @throws NotFound where there is none */
    Disagreement lock(UUID id) {
        return jdbc.sql("select * from disagreement where id = :id for update").param("id", id).query(DisagreementStore::row).optional().orElseThrow(NotFound::new);
    }

    /** Of one case file, the open ones first, then the newest. */
    List<Disagreement> of(UUID casefile) {
        return jdbc.sql("select * from disagreement where casefile_id = :file order by ended_at is not null, raised_at desc, id limit 200")
                .param("file", casefile).query(DisagreementStore::row).list();
    }

    List<Disagreement> open() {
        return jdbc.sql("select * from disagreement where ended_at is null").query(DisagreementStore::row).list();
    }

    void act(UUID disagreement, DisagreementAct act) {
        jdbc.sql("""
                insert into disagreement_act (id, disagreement_id, turn, level, step, outcome, by_id, asked_id, said, content, at)
                values (:id, :of, :turn, :level, :step, :outcome, :by, :asked, :said, cast(:content as jsonb), :at)""")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("of", disagreement).param("turn", act.turn()).param("level", act.level().name())
                .param("step", act.step().name()).param("outcome", act.outcome()).param("by", act.by(), Types.OTHER).param("asked", act.asked(), Types.OTHER)
                .param("said", act.said(), Types.VARCHAR).param("content", act.content() == null ? null : act.content().toString(), Types.VARCHAR)
                .param("at", Timestamp.from(act.at())).update();
    }

    /** The first first. */
    List<DisagreementAct> acts(UUID disagreement) {
        return jdbc.sql("select * from disagreement_act where disagreement_id = :id order by at, id").param("id", disagreement)
                .query((row, n) -> new DisagreementAct(row.getInt("turn"), DisagreementLevel.valueOf(row.getString("level")), DisagreementStep.valueOf(row.getString("step")),
                        row.getString("outcome"), row.getObject("by_id", UUID.class), row.getObject("asked_id", UUID.class), row.getString("said"),
                        read(row.getString("content")), row.getTimestamp("at").toInstant())).list();
    }

    DisagreementDraft draft(UUID disagreement, int turn, boolean lock) {
        return jdbc.sql("select version, author_id, content, saved_at from disagreement_draft where disagreement_id = :id and turn = :turn" + (lock ? " for update" : ""))
                .param("id", disagreement).param("turn", turn)
                .query((row, n) -> new DisagreementDraft(row.getInt("version"), row.getObject("author_id", UUID.class), read(row.getString("content")),
                        row.getTimestamp("saved_at").toInstant())).optional()
                .orElseGet(() -> new DisagreementDraft(0, null, json.createObjectNode(), null));
    }

    /** @throws StaleDisagreement when the version on record is another one than {@code basedOn} */
    DisagreementDraft save(UUID disagreement, int turn, int basedOn, JsonNode content, UUID author, Instant at) {
        String sql = basedOn == 0
                ? """
                  insert into disagreement_draft (disagreement_id, turn, version, author_id, content, saved_at)
                  values (:id, :turn, 1, :author, cast(:content as jsonb), :at) on conflict do nothing"""
                : """
                  update disagreement_draft set version = version + 1, author_id = :author, content = cast(:content as jsonb), saved_at = :at
                  where disagreement_id = :id and turn = :turn and version = :based""";
        var statement = jdbc.sql(sql).param("id", disagreement).param("turn", turn).param("author", author).param("content", content.toString())
                .param("at", Timestamp.from(at));
        if ((basedOn == 0 ? statement : statement.param("based", basedOn)).update() == 0) {
            throw new StaleDisagreement(draft(disagreement, turn, false));
        }
        return new DisagreementDraft(basedOn + 1, author, content, at);
    }

    private static Disagreement row(ResultSet row, int n) throws SQLException {
        Timestamp ended = row.getTimestamp("ended_at");
        return new Disagreement(row.getObject("id", UUID.class), row.getObject("casefile_id", UUID.class), DisagreementSubject.valueOf(row.getString("subject")),
                row.getString("what"), row.getString("why"), row.getString("could_happen"), row.getString("safe_meanwhile"), row.getBoolean("child_in_danger"),
                row.getObject("raised_by", UUID.class), row.getObject("with_id", UUID.class), row.getTimestamp("raised_at").toInstant(), row.getBoolean("by_link"),
                DisagreementLevel.valueOf(row.getString("level")), DisagreementStep.valueOf(row.getString("step")), row.getInt("turn"),
                row.getTimestamp("turn_since").toInstant(), row.getObject("doer_id", UUID.class), row.getObject("date_set", LocalDate.class),
                row.getString("end_kind"), ended == null ? null : ended.toInstant());
    }

    private JsonNode read(String content) {
        try {
            return content == null ? null : json.readTree(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What is stored is not JSON", e);
        }
    }
}
