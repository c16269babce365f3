package org.throughline.meeting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Refusal;
import org.throughline.chronology.EntryRef;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** What the rules called for, why, and what came of it. */
@Service
public class CalledFor {

    /**
     * One thing a rule called for because of one entry.
     *
     * @param what       the act, in the row's own words
     * @param because    why, in the row's own words
     * @param obligation the duty it made or joined; null where the row only observes or advises, where it was met before it was recorded, or was
     *                   missed before the history came here
     * @param metBefore  whether what it calls for stood on the record already
     * @param endKind    how that duty ended; null while it is open, or where there is none
     * @param meeting    the meeting that is to meet it, or met it; null where it is no meeting
     */
    public record Line(String ruleId, String duty, String what, Mode mode, String because, UUID entryFile, long entrySeq, LocalDate eventDate, Instant dueAt, Instant firedAt,
            UUID obligation, String endKind, boolean lookedBack, boolean metBefore, UUID meeting) {}

    private final JdbcClient jdbc;
    private final Obligations obligations;
    private final Organisation organisation;
    private final Clock clock;

    CalledFor(JdbcClient jdbc, Obligations obligations, Organisation organisation, Clock clock) {
        this.jdbc = jdbc;
        this.obligations = obligations;
        this.organisation = organisation;
        this.clock = clock;
    }

    /** Of one case file, the newest first, without what an entry called for that is kept from this reader. Of an entry that was taken out it is said that it was, not what it was. Whether they may see the file is the caller's to ask. */
    @Transactional(readOnly = true)
    public List<Line> of(UUID casefile, UUID reader) {
        return jdbc.sql("""
                select f.id, f.rule_id, f.duty, f.what, f.mode, f.entry_file, f.entry_seq, f.due_at, f.fired_at, f.obligation_id, f.looked_back, f.met_before,
                       case when t.seq is null then f.because else 'an entry that was taken out: it is not about this family' end as because,
                       coalesce(x.event_date, f.event_date) as event_date, o.end_kind, (select m.id from meeting m where m.obligation_id = o.id order by m.opened_at desc limit 1) as meeting
                from rule_firing f left join obligation o on o.id = f.obligation_id
                left join taken_out t on t.casefile_id = f.entry_file and t.seq = f.entry_seq left join entry x on x.casefile_id = t.tomb_file and x.seq = t.tomb_seq
                where f.casefile_id = :file and (t.seq is not null or restriction_for(:reader, f.entry_file, f.entry_seq, :now) is null)
                order by event_date desc, f.due_at, f.id limit 500""")
                .param("file", casefile).param("reader", reader).param("now", Timestamp.from(clock.instant())).query(CalledFor::line).list();
    }

    private static Line line(ResultSet row, int n) throws SQLException {
        return new Line(row.getString("rule_id"), row.getString("duty"), row.getString("what"), Mode.valueOf(row.getString("mode")), row.getString("because"),
                row.getObject("entry_file", UUID.class), row.getLong("entry_seq"), row.getObject("event_date", LocalDate.class), row.getTimestamp("due_at").toInstant(),
                row.getTimestamp("fired_at").toInstant(), row.getObject("obligation_id", UUID.class), row.getString("end_kind"), row.getBoolean("looked_back"),
                row.getBoolean("met_before"), row.getObject("meeting", UUID.class));
    }

    /**
     * What a duty waits for.
     *
     * @param metBy   what meets it: entries, each an event type or {@code TYPE@AGENCY_KIND}, or {@link DutyRow#HANDOVER_DISCUSSED}
     * @param meeting the open meeting that is to meet it; null where none is
     */
    public record Awaited(List<String> metBy, UUID meeting) {}

    /** What the duty that a rule made waits for; empty where this obligation is no rule's duty. */
    @Transactional(readOnly = true)
    public Optional<Awaited> awaited(UUID obligation) {
        return jdbc.sql("""
                select d.met_by, (select m.id from meeting m where m.obligation_id = d.obligation_id and m.ended_at is null limit 1) as meeting
                from meeting_duty d where d.obligation_id = :obligation""").param("obligation", obligation)
                .query((row, n) -> new Awaited(List.of((String[]) row.getArray("met_by").getArray()), row.getObject("meeting", UUID.class))).optional();
    }

    /** The entries that called for this duty, the first first; none where no rule made it. */
    @Transactional(readOnly = true)
    public List<EntryRef> causes(UUID obligation) {
        return jdbc.sql("select entry_file, entry_seq from rule_firing where obligation_id = :obligation order by fired_at, id").param("obligation", obligation)
                .query((row, n) -> new EntryRef(row.getObject("entry_file", UUID.class), row.getLong("entry_seq"))).list();
    }

    /**
     * Somebody has looked at what an imported history would have called for.
     *
     * @throws Refusal {@code nothing-to-do} where nobody is asked to, {@code not-yours} where it is for somebody else
     */
    @Transactional
    public void lookedAt(UUID casefile, Practitioner by) {
        ObligationView asked = obligations.open("look-back:" + casefile)
                .orElseThrow(() -> new Refusal("Nobody is asked to look at what was missed on this case file.", "nothing-to-do"));
        boolean theirs = by.id().equals(asked.ownerId()) || (asked.ownerId() != null && organisation.signsFor(by.id(), asked.ownerId(), clock.instant()));
        if (!theirs) {
            throw new Refusal(asked.ownerId() == null ? "Nobody is responsible for this family yet. Name a worker first."
                    : "This is for " + organisation.get(asked.ownerId()).name() + ", or that one's supervisor.", "not-yours");
        }
        obligations.met("look-back:" + casefile, by.id());
    }
}
