package org.throughline.casefile;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.access.Invalid;
import org.throughline.access.Invalid.Fault;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;

/** What is known to exist elsewhere, and who gets it. */
@Component
class Sources {

    private static final ZoneId LOCAL = ZoneId.of("Europe/London");
    private static final int LONGEST = 1000;

    private final JdbcClient jdbc;
    private final Clock clock;

    Sources(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    List<SourceView> of(UUID casefileId) {
        return jdbc.sql("select * from source where casefile_id = :file order by known_at, id").param("file", casefileId).query(Sources::row).list();
    }

    SourceView get(UUID id) {
        return jdbc.sql("select * from source where id = :id").param("id", id).query(Sources::row).optional().orElseThrow(NotFound::new);
    }

    private static SourceView row(ResultSet row, int number) throws SQLException {
        return new SourceView(row.getObject("id", UUID.class), row.getObject("casefile_id", UUID.class), row.getObject("agency_id", UUID.class),
                row.getString("holder"), row.getString("what"), moment(row, "known_at"), moment(row, "asked_at"), moment(row, "received_at"),
                row.getObject("owner_id", UUID.class), row.getString("action"), row.getObject("action_due", LocalDate.class), row.getString("received_what"),
                row.getString("received_from"), row.getObject("received_on", LocalDate.class));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    UUID add(UUID casefileId, UUID agency, String holder, String what) {
        List<Fault> faults = new ArrayList<>();
        need(faults, "holder", holder, "Say who holds it.");
        need(faults, "what", what, "Say what it is.");
        refuse(faults);
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("insert into source (id, casefile_id, agency_id, holder, what, known_at) values (:id, :file, :agency, :holder, :what, :at)")
                .param("id", id).param("file", casefileId).param("agency", agency, Types.OTHER).param("holder", holder.strip())
                .param("what", what.strip()).param("at", Timestamp.from(clock.instant())).update();
        return id;
    }

    void answer(UUID id, UUID owner, String action, LocalDate due, UUID by) {
        List<Fault> faults = new ArrayList<>();
        if (owner == null) {
            faults.add(new Fault("owner", "Name who gets it."));
        }
        need(faults, "action", action, "Say what will be done to get it.");
        if (due == null) {
            faults.add(new Fault("actionDue", "Say by which day."));
        } else if (due.isBefore(LocalDate.now(clock.withZone(LOCAL)))) {
            faults.add(new Fault("actionDue", "This day has passed. Choose today or a later day."));
        }
        refuse(faults);
        get(id);
        jdbc.sql("update source set owner_id = :owner, action = :action, action_due = :due, decided_by = :by where id = :id")
                .param("owner", owner).param("action", action.strip()).param("due", due).param("by", by).param("id", id).update();
    }

    void asked(UUID id, UUID by) {
        get(id);
        jdbc.sql("update source set asked_at = :at, decided_by = :by where id = :id and asked_at is null")
                .param("at", Timestamp.from(clock.instant())).param("by", by).param("id", id).update();
    }

    void received(UUID id, String what, String from, LocalDate on, UUID by) {
        List<Fault> faults = new ArrayList<>();
        need(faults, "what", what, "Say which document came, or which entry of the history holds it.");
        need(faults, "from", from, "Say from whom it came.");
        if (on == null) {
            faults.add(new Fault("on", "Say on which day it came."));
        } else if (on.isAfter(LocalDate.now(clock.withZone(LOCAL)))) {
            faults.add(new Fault("on", "This day has not come yet. Choose today or an earlier day."));
        }
        refuse(faults);
        int received = jdbc.sql("""
                update source set received_at = :at, received_what = :what, received_from = :from, received_on = :on, decided_by = :by
                where id = :id and received_at is null""")
                .param("at", Timestamp.from(clock.instant())).param("what", what.strip()).param("from", from.strip()).param("on", on).param("by", by).param("id", id).update();
        if (received == 0) {
            get(id);
            throw new Refusal("It is recorded already that this came. If something else came, add it as a source of its own.", "already-done");
        }
    }

    private static void need(List<Fault> faults, String field, String text, String reason) {
        if (text == null || text.isBlank()) {
            faults.add(new Fault(field, reason));
        } else if (text.length() > LONGEST) {
            faults.add(new Fault(field, "This is too long. Use at most " + LONGEST + " characters."));
        }
    }

    private static void refuse(List<Fault> faults) {
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
    }
}
