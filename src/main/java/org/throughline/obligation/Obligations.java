package org.throughline.obligation;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.calendar.DueUnit;

/**
 * What must happen by when. An obligation ends as met, met late, not needed (two people, a reason) or overtaken (a reason), never
 * otherwise (domain 2). Overdue is a question to this table; timers only carry the message.
 */
@Service
public class Obligations {

    private final JdbcClient jdbc;
    private final Climb climb;
    private final LadderProcess ladder;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Obligations(JdbcClient jdbc, Climb climb, LadderProcess ladder, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.climb = climb;
        this.ladder = ladder;
        this.events = events;
        this.clock = clock;
    }

    /** Makes the obligation, or leaves the open one with the same key as it is. @return the id of the open one */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID open(NewObligation wanted) {
        return jdbc.sql("""
                        insert into obligation (id, dedupe_key, casefile_id, subject_kind, subject_id, rule_id, what, owner_id, agency_id,
                                                born_at, due_at, unit, urgent)
                        values (:id, :key, :casefile, :kind, :subject, :rule, :what, :owner, :agency, :born, :due, :unit, :urgent)
                        on conflict (dedupe_key) where ended_at is null do nothing returning id""")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("key", wanted.dedupeKey()).param("casefile", wanted.casefileId())
                .param("kind", wanted.subjectKind()).param("subject", wanted.subjectId()).param("rule", wanted.ruleId())
                .param("what", wanted.what()).param("owner", wanted.ownerId()).param("agency", wanted.agencyId())
                .param("born", Timestamp.from(clock.instant())).param("due", Timestamp.from(wanted.dueAt()))
                .param("unit", wanted.unit().name()).param("urgent", wanted.urgent())
                .query(UUID.class).optional()
                .orElseGet(() -> open(wanted.dedupeKey()).orElseThrow().id());
    }

    /** The open obligation with this key. */
    @Transactional(readOnly = true)
    public Optional<ObligationView> open(String dedupeKey) {
        return jdbc.sql("select * from obligation where dedupe_key = :key and ended_at is null")
                .param("key", dedupeKey).query(Obligations::row).optional();
    }

    /** The open obligations of one kind of subject that this person owes. */
    @Transactional(readOnly = true)
    public List<ObligationView> openOf(UUID owner, String subjectKind) {
        return jdbc.sql("select * from obligation where owner_id = :owner and subject_kind = :kind and ended_at is null order by due_at, id")
                .param("owner", owner).param("kind", subjectKind).query(Obligations::row).list();
    }

    /** Everything this person still owes, the soonest first. */
    @Transactional(readOnly = true)
    public List<ObligationView> openOf(UUID owner) {
        return jdbc.sql("select * from obligation where owner_id = :owner and ended_at is null order by due_at, id").param("owner", owner).query(Obligations::row).list();
    }

    /** One obligation, open or ended. @throws NotFound when there is none */
    @Transactional(readOnly = true)
    public ObligationView get(UUID id) {
        return jdbc.sql("select * from obligation where id = :id").param("id", id).query(Obligations::row).optional()
                .orElseThrow(NotFound::new);
    }

    /** Ends the open obligation with this key as met, or as met late when its moment has passed. Nothing happens where none is open. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void met(String dedupeKey, UUID by) {
        met(dedupeKey, by, clock.instant());
    }

    /** As {@link #met(String, UUID)}, where the act itself was done earlier than it was written down: in time is what was done in time. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void met(String dedupeKey, UUID by, Instant done) {
        ended(jdbc.sql("""
                        update obligation set ended_at = :now, ended_by = :by, end_kind = case when due_at < :done then 'MET_LATE' else 'MET' end
                        where dedupe_key = :key and ended_at is null returning *""")
                .param("now", Timestamp.from(clock.instant())).param("done", Timestamp.from(done)).param("by", by).param("key", dedupeKey));
    }

    /** Ends it because the circumstances did: death, transfer, withdrawal, a wider duty. The reason is kept. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void overtaken(String dedupeKey, UUID by, String reason) {
        ended(jdbc.sql("""
                        update obligation set ended_at = :now, ended_by = :by, end_kind = 'OVERTAKEN', end_reason = :reason
                        where dedupe_key = :key and ended_at is null returning *""")
                .param("now", Timestamp.from(clock.instant())).param("by", by).param("reason", reason).param("key", dedupeKey));
    }

    /**
     * Ends it as not needed: one person says why, a second agrees.
     *
     * @throws Refusal when they are the same, when it has ended, or when a step of a process waits for it: that step is done or withdrawn
     */
    @Transactional
    public void notNeeded(UUID id, UUID by, UUID second, String reason) {
        if (by.equals(second)) {
            throw new Refusal("Somebody else must agree that this is not needed.");
        }
        ObligationView found = lock(id);
        if (found.endedAt() != null) {
            throw new Refusal("This has already ended.");
        }
        if (found.waitingTask().isPresent()) {
            throw new Refusal("A step waits for this. Do the step, or withdraw what it belongs to with a reason.", "step-still-waits");
        }
        ended(jdbc.sql("""
                        update obligation set ended_at = :now, ended_by = :by, second_person = :second, end_kind = 'NOT_NEEDED', end_reason = :reason
                        where id = :id and ended_at is null returning *""")
                .param("now", Timestamp.from(clock.instant())).param("by", by).param("second", second).param("reason", reason)
                .param("id", id));
    }

    /** What has ended climbs no more; the engine is told last in the transaction, for the end may be the act of one of its own tasks. */
    private void ended(JdbcClient.StatementSpec end) {
        record Ended(ObligationView obligation, UUID second) {}
        for (Ended ended : end.query((row, n) -> new Ended(row(row, n), row.getObject("second_person", UUID.class))).list()) {
            ObligationView one = ended.obligation();
            if (one.level() > 0) {
                LastInTheTransaction.run(() -> ladder.end(one.id()));
            }
            events.publishEvent(new ObligationEnded(one.id(), one.dedupeKey(), one.subjectKind(), one.subjectId(), one.endKind(), one.endedBy(), ended.second(), one.endReason()));
        }
    }

    /** Names another person who owes the open obligation with this key. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void reassign(String dedupeKey, UUID newOwner) {
        jdbc.sql("update obligation set owner_id = :owner where dedupe_key = :key and ended_at is null returning *")
                .param("owner", newOwner).param("key", dedupeKey).query(Obligations::row).list()
                .forEach(one -> events.publishEvent(new ObligationReassigned(one.id(), one.dedupeKey(), one.subjectKind(), one.subjectId(), newOwner)));
    }

    /** Whoever becomes responsible for a case file owes from now on what the one before owed under keys that begin like this. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void passOn(UUID casefileId, String keyBegins, UUID newOwner) {
        jdbc.sql("update obligation set owner_id = :owner where casefile_id = :file and ended_at is null and starts_with(dedupe_key, :begins)")
                .param("owner", newOwner).param("file", casefileId).param("begins", keyBegins).update();
    }

    /**
     * Another agency owes it from now on: this person of it. Where it is late, the ladder begins anew in the line of that agency, at once; whoever was told
     * before stays told. Nothing happens where none is open.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void passTo(String dedupeKey, UUID newOwner, UUID newAgency) {
        ObligationView found = jdbc.sql("select * from obligation where dedupe_key = :key and ended_at is null for update").param("key", dedupeKey)
                .query(Obligations::row).optional().orElse(null);
        if (found == null) {
            return;
        }
        Instant now = clock.instant();
        boolean anew = found.level() > 0 && !found.dueAt().isAfter(now) && !newAgency.equals(found.agencyId());
        jdbc.sql("""
                        update obligation set owner_id = :owner, agency_id = :agency, ladder_from = case when :anew then level else ladder_from end,
                        next_level_at = case when :anew then :now else next_level_at end where id = :id""")
                .param("owner", newOwner).param("agency", newAgency).param("anew", anew).param("now", Timestamp.from(now)).param("id", found.id()).update();
        if (anew) {
            ladder.move(found.id(), now);
        }
        events.publishEvent(new ObligationReassigned(found.id(), found.dedupeKey(), found.subjectKind(), found.subjectId(), newOwner));
    }

    /**
     * Somebody noticed that it may be late: its ladder begins. Nothing happens when it has ended, is not late, or climbs already; so a
     * timer, the sweep and a watchdog may all say it, at once and on several nodes.
     */
    @Transactional
    public void late(UUID id) {
        ObligationView found = lock(id);
        if (found.endedAt() == null && !found.dueAt().isAfter(clock.instant()) && !ladder.runs(id)) {
            ladder.begin(id);
        }
    }

    /**
     * Tells the next level, if its moment has come, inside the agency that owes the act (X7, X8). A level that nobody holds is passed at
     * once and said. Each level is told once, however many ask: a timer is only a messenger. Needs no engine.
     */
    @Transactional
    public Climbed tellNextLevel(UUID id) {
        ObligationView late = lock(id);
        Instant now = clock.instant();
        if (late.endedAt() != null) {
            return Climbed.ENDED;
        }
        return late.dueAt().isAfter(now) || late.nextLevelAt() != null && late.nextLevelAt().isAfter(now) ? Climbed.NOT_YET : climb.from(late, now);
    }

    private ObligationView lock(UUID id) {
        return jdbc.sql("select * from obligation where id = :id for update").param("id", id).query(Obligations::row).optional()
                .orElseThrow(NotFound::new);
    }

    /** Under which key a level of the ladder was told by mail. */
    public static String noticeKey(UUID obligation, int level) {
        return "overdue:" + obligation + ":" + level;
    }

    /** Who was told of a late obligation, lowest level first. */
    @Transactional(readOnly = true)
    public List<LadderStep> told(UUID id) {
        return jdbc.sql("select level, holder, told_id, said, at from obligation_step where obligation_id = :id order by level").param("id", id)
                .query((row, n) -> new LadderStep(row.getInt("level"), row.getString("holder") == null ? null : LevelHolder.valueOf(row.getString("holder")),
                        row.getObject("told_id", UUID.class), row.getString("said"), row.getTimestamp("at").toInstant())).list();
    }

    /** The obligations of one case file, the soonest first; with {@code overdue} only those that are open and late. */
    @Transactional(readOnly = true)
    public List<ObligationView> ofCasefile(UUID casefileId, boolean overdue) {
        return jdbc.sql("select * from obligation where casefile_id = :casefile" + (overdue ? " and ended_at is null and due_at < :now" : "") + " order by due_at, id")
                .param("casefile", casefileId).param("now", Timestamp.from(clock.instant())).query(Obligations::row).list();
    }

    /** What is open on one case file, the soonest first. */
    @Transactional(readOnly = true)
    public List<ObligationView> openOfCasefile(UUID casefileId) {
        return jdbc.sql("select * from obligation where casefile_id = :casefile and ended_at is null order by due_at, id").param("casefile", casefileId).query(Obligations::row).list();
    }

    /** How many obligations the record holds, open and ended: none is ever taken away. */
    @Transactional(readOnly = true)
    public int everOpened() {
        return jdbc.sql("select count(*)::int from obligation").query(Integer.class).single();
    }

    static ObligationView row(ResultSet row, int n) throws SQLException {
        Timestamp ended = row.getTimestamp("ended_at");
        Timestamp next = row.getTimestamp("next_level_at");
        return new ObligationView(row.getObject("id", UUID.class), row.getString("dedupe_key"), row.getObject("casefile_id", UUID.class),
                row.getString("subject_kind"), row.getObject("subject_id", UUID.class), row.getString("rule_id"), row.getString("what"),
                row.getObject("owner_id", UUID.class), row.getObject("agency_id", UUID.class), row.getTimestamp("born_at").toInstant(),
                row.getTimestamp("due_at").toInstant(), DueUnit.valueOf(row.getString("unit")), row.getBoolean("urgent"), row.getInt("level"),
                ended == null ? null : ended.toInstant(), row.getString("end_kind"), row.getObject("ended_by", UUID.class),
                row.getString("end_reason"), next == null ? null : next.toInstant(), row.getInt("ladder_from"));
    }
}
