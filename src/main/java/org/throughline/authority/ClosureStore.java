package org.throughline.authority;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.chronology.EntryRef;

/** Requests to close a case file, their answers, and which agencies were told. */
@Component
class ClosureStore {

    private final JdbcClient jdbc;

    ClosureStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    UUID add(EntryRef entry, ClosureDraft draft, UUID by, Instant at) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("insert into case_closure (id, casefile_id, entry_seq, reason, asked_by, asked_at) values (:id, :file, :seq, :reason, :by, :at)")
                .param("id", id).param("file", entry.casefileId()).param("seq", entry.seq()).param("reason", draft.summary().strip()).param("by", by)
                .param("at", Timestamp.from(at)).update();
        for (ClosureDraft.Ending ending : draft.endings()) {
            jdbc.sql("insert into case_closure_ending (closure_id, obligation_id, how, reason) values (:id, :obligation, :how, :reason)")
                    .param("id", id).param("obligation", ending.obligation()).param("how", ending.how().name()).param("reason", ending.reason().strip()).update();
        }
        return id;
    }

    void answer(UUID id, String outcome, String answer, UUID by, Instant at) {
        jdbc.sql("update case_closure set outcome = :outcome, answer = :answer, answered_by = :by, answered_at = :at where id = :id")
                .param("outcome", outcome).param("answer", answer, Types.VARCHAR).param("by", by).param("at", Timestamp.from(at)).param("id", id).update();
    }

    /** The last request on a case file. */
    Optional<ClosureView> last(UUID casefileId) {
        return jdbc.sql("select * from case_closure where casefile_id = :file order by asked_at desc, id desc limit 1").param("file", casefileId).query(this::row).optional();
    }

    private ClosureView row(ResultSet row, int n) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Timestamp answered = row.getTimestamp("answered_at");
        List<ClosureDraft.Ending> endings = jdbc.sql("select obligation_id, how, reason from case_closure_ending where closure_id = :id order by obligation_id").param("id", id)
                .query((r, m) -> new ClosureDraft.Ending(r.getObject("obligation_id", UUID.class), ClosureDraft.How.valueOf(r.getString("how")), r.getString("reason"))).list();
        return new ClosureView(id, row.getObject("casefile_id", UUID.class), row.getLong("entry_seq"), row.getString("reason"), row.getObject("asked_by", UUID.class),
                row.getTimestamp("asked_at").toInstant(), row.getString("outcome"), row.getString("answer"), row.getObject("answered_by", UUID.class),
                answered == null ? null : answered.toInstant(), endings);
    }

    void told(UUID closure, UUID agency, String how, LocalDate on, UUID by, Instant at) {
        jdbc.sql("""
                insert into case_closure_told (closure_id, agency_id, how, told_on, told_by, at) values (:closure, :agency, :how, :on, :by, :at)
                on conflict do nothing""")
                .param("closure", closure).param("agency", agency).param("how", how.strip()).param("on", on).param("by", by).param("at", Timestamp.from(at)).update();
    }

    Set<UUID> told(UUID closure) {
        return new HashSet<>(jdbc.sql("select agency_id from case_closure_told where closure_id = :id").param("id", closure).query(UUID.class).list());
    }
}
