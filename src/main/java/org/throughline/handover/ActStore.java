package org.throughline.handover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The acts of a handover, append-only, in the order in which they were done. */
@Component
class ActStore {

    /** Somebody took a step over from the one whose step it is. */
    static final String TAKEN_OVER = "TAKEN_OVER";
    static final String WITHDRAWN = "WITHDRAWN";
    static final String REASSIGNED = "REASSIGNED";
    static final String AGENCIES_TO_TELL = "AGENCIES_TO_TELL";
    static final String AGENCIES_TOLD = "AGENCIES_TOLD";
    static final String LEFT_UNDONE = "LEFT_UNDONE";

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    ActStore(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    static UUID newId() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    void add(UUID handover, HandoverAct act) {
        jdbc.sql("""
                        insert into handover_act (id, handover_id, step, outcome, by_id, on_behalf_of, told_on, reason, draft_version, content, at)
                        values (:id, :handover, :step, :outcome, :by, :behalf, :told, :reason, :version, cast(:content as jsonb), :at)""")
                .param("id", act.id()).param("handover", handover).param("step", act.step().name()).param("outcome", act.outcome())
                .param("by", act.by()).param("behalf", act.onBehalfOf()).param("told", act.toldOn()).param("reason", act.reason())
                .param("version", act.draftVersion()).param("content", act.content() == null ? null : act.content().toString())
                .param("at", Timestamp.from(act.at())).update();
    }

    List<HandoverAct> of(UUID handover) {
        return jdbc.sql("select * from handover_act where handover_id = :handover order by at, id").param("handover", handover)
                .query(this::row).list();
    }

    /** The last time this step was completed; taking over, withdrawing and reassigning complete nothing. */
    Optional<HandoverAct> lastDone(UUID handover, HandoverStep step) {
        return jdbc.sql("""
                        select * from handover_act where handover_id = :handover and step = :step
                        and outcome not in ('TAKEN_OVER', 'WITHDRAWN', 'REASSIGNED', 'AGENCIES_TO_TELL', 'AGENCIES_TOLD', 'LEFT_UNDONE') order by at desc, id desc limit 1""")
                .param("handover", handover).param("step", step.name()).query(this::row).optional();
    }

    /** The account of this family that a supervisor agreed to last. */
    Optional<JsonNode> lastAccountOf(UUID casefile) {
        return jdbc.sql("""
                        select a.content from sign_off s join handover_act a on a.id = s.account_act_id
                        where s.casefile_id = :file and s.outcome = 'AGREED' order by s.signed_at desc limit 1""")
                .param("file", casefile).query(String.class).optional().map(this::read);
    }

    Optional<HandoverAct> last(UUID handover, String outcome) {
        return jdbc.sql("select * from handover_act where handover_id = :handover and outcome = :outcome order by at desc, id desc limit 1")
                .param("handover", handover).param("outcome", outcome).query(this::row).optional();
    }

    private HandoverAct row(ResultSet row, int n) throws SQLException {
        int version = row.getInt("draft_version");
        Integer draftVersion = row.wasNull() ? null : version;
        return new HandoverAct(row.getObject("id", UUID.class), HandoverStep.valueOf(row.getString("step")), row.getString("outcome"),
                row.getObject("by_id", UUID.class), row.getObject("on_behalf_of", UUID.class), row.getObject("told_on", LocalDate.class),
                row.getString("reason"), draftVersion, read(row.getString("content")), row.getTimestamp("at").toInstant());
    }

    private JsonNode read(String content) {
        try {
            return content == null ? null : json.readTree(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored act is not JSON", e);
        }
    }
}
