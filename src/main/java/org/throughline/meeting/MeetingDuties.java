package org.throughline.meeting;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.chronology.EntryRef;
import org.throughline.handover.Discussions;
import org.throughline.obligation.DueMoves;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;

/**
 * The duties that rules have made: one open for a family and rule, which a further cause joins; for a rule that counts each
 * cause, one for each, which entries of the same incident join (practice-rules 1.7: same people, same day).
 */
@Component
class MeetingDuties {

    private final JdbcClient jdbc;
    private final Obligations obligations;
    private final DueMoves dueMoves;
    private final WorkingCalendar calendar;
    private final MeetingOpening opening;
    private final OwnActs own;
    private final Discussions discussions;
    private final Clock clock;

    MeetingDuties(JdbcClient jdbc, Obligations obligations, DueMoves dueMoves, WorkingCalendar calendar, MeetingOpening opening, OwnActs own, Discussions discussions, Clock clock) {
        this.jdbc = jdbc;
        this.obligations = obligations;
        this.dueMoves = dueMoves;
        this.calendar = calendar;
        this.opening = opening;
        this.own = own;
        this.discussions = discussions;
        this.clock = clock;
    }

    /** Why a duty is made or joined. */
    record Cause(UUID casefile, String ruleId, Recurs recurs, int quietDays, String because, Recorded entry, FamilyFacts facts) {

        LocalDate day() {
            return facts.day();
        }
    }

    /** A duty as its rows say it now. */
    record Due(DutyRow row, Instant at, Mode mode, UUID owner, UUID agency) {}

    /**
     * Ends what this entry meets: held before or on the due day is met in time, however late somebody writes it down. A duty to hold a meeting is met by
     * the record of a meeting alone; that one was held, written as an entry, is confirmed by two who were there (domain 6). What is about another child
     * of the family alone meets nothing of this one's.
     */
    void meet(UUID casefile, Recorded entry, UUID by) {
        Instant held = earlier(clock.instant(), calendar.endOfDay(entry.day()));
        jdbc.sql("""
                select d.dedupe_key from meeting_duty d join obligation o on o.id = d.obligation_id
                where d.casefile_id = :file and o.ended_at is null and d.met_by && :words::text[]
                  and (:own or not exists (select 1 from meeting m where m.obligation_id = o.id and m.ended_at is null))
                  and not exists (select 1 from rule_firing f where f.obligation_id = o.id
                                  and (f.event_date > :day or (f.entry_file = :entryFile and f.entry_seq = :seq)))
                  and (exists (select 1 from entry_person x where x.casefile_id = :entryFile and x.seq = :seq
                               and x.person_id = (select person_id from casefile where id = :file))
                       or not exists (select 1 from entry_person x join person p on p.id = x.person_id
                                      where x.casefile_id = :entryFile and x.seq = :seq and p.kind = 'CHILD'))""")
                .param("file", casefile).param("words", entry.meets().toArray(String[]::new)).param("day", entry.day())
                .param("entryFile", entry.ref().casefileId()).param("seq", entry.ref().seq()).param("own", own.acting() != null)
                .query(String.class).list().forEach(key -> obligations.met(key, by, held));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Makes the duty, or joins the one that is open. Nothing but a trace is left where it was met before it was recorded, or is quiet. */
    void callFor(Cause cause, Due due, boolean lookedBack) {
        Optional<ObligationView> open = openOne(cause, due.row());
        if (open.isPresent()) {
            join(cause, due, open.get(), lookedBack);
        } else if (lookedBack && cause.recurs() != Recurs.EACH && lookedBackAt(cause, due.row())) {
            return; // one line of the look-back tells it
        } else if (metBefore(cause, due.row())) {
            fired(cause, due, null, lookedBack, true);
        } else if (due.mode() != Mode.ENFORCE || settled(cause, due.row()) || (lookedBack && due.at().isBefore(clock.instant()))) {
            fired(cause, due, null, lookedBack, false);
        } else {
            fired(cause, due, make(cause, due), lookedBack, false);
        }
    }

    /** Why a duty was made that something met. */
    record Met(EntryRef cause, String ruleId, String duty, LocalDate day) {}

    /**
     * Which causes had, or were found to have, what this entry recorded: duties that its own transaction ended, and those that stood on the record before they were called
     * for. Causes that were taken out themselves call for nothing.
     */
    List<Met> metBy(UUID casefile, Recorded entry) {
        return jdbc.sql("""
                select distinct f.entry_file, f.entry_seq, f.rule_id, f.duty, f.event_date from rule_firing f
                left join meeting_duty d on d.obligation_id = f.obligation_id left join obligation o on o.id = d.obligation_id
                where f.casefile_id = :file and (f.entry_file, f.entry_seq) <> (:entryFile, :seq) and not is_taken_out(f.entry_file, f.entry_seq) and f.event_date <= :day
                  and (f.met_before or d.met_by && :words::text[] and o.end_kind in ('MET', 'MET_LATE') and o.ended_by = :by
                       and o.ended_at between :filed::timestamptz - interval '1 minute' and :filed::timestamptz + interval '1 minute')
                order by f.event_date, f.entry_file, f.entry_seq""")
                .param("file", casefile).param("entryFile", entry.ref().casefileId()).param("seq", entry.ref().seq()).param("day", entry.day())
                .param("words", entry.meets().toArray(String[]::new)).param("by", entry.recordedBy(), Types.OTHER).param("filed", Timestamp.from(entry.recorded()))
                .query((row, n) -> new Met(new EntryRef(row.getObject("entry_file", UUID.class), row.getLong("entry_seq")), row.getString("rule_id"), row.getString("duty"),
                        row.getObject("event_date", LocalDate.class))).list();
    }

    /** Makes the duty anew, however long ago its moment was: what met it was not this family's. Nothing where it is open, or something else meets it. */
    void callForAgain(Cause cause, Due due) {
        if (due.mode() == Mode.ENFORCE && openOne(cause, due.row()).isEmpty() && !metBefore(cause, due.row())) {
            fired(cause, due, make(cause, due), false, false);
        }
    }

    private Optional<ObligationView> openOne(Cause cause, DutyRow row) {
        String sameIncident = cause.recurs() != Recurs.EACH ? "" : """
                 and exists (select 1 from rule_firing f where f.obligation_id = o.id and f.event_date = :day and (
                     exists (select 1 from entry_person a join entry_person b on b.person_id = a.person_id
                             where a.casefile_id = f.entry_file and a.seq = f.entry_seq and b.casefile_id = :entryFile and b.seq = :seq
                               and a.person_id <> (select person_id from casefile where id = :file))
                     or not exists (select 1 from entry_person a where a.casefile_id = f.entry_file and a.seq = f.entry_seq
                               and a.person_id <> (select person_id from casefile where id = :file))
                     or not exists (select 1 from entry_person b where b.casefile_id = :entryFile and b.seq = :seq
                               and b.person_id <> (select person_id from casefile where id = :file))))""";
        return jdbc.sql("select d.obligation_id from meeting_duty d join obligation o on o.id = d.obligation_id where d.casefile_id = :file"
                        + " and d.rule_id = :rule and d.duty = :duty and o.ended_at is null " + sameIncident + " order by o.due_at limit 1")
                .param("file", cause.casefile()).param("rule", cause.ruleId()).param("duty", row.duty()).param("day", cause.day())
                .param("entryFile", cause.entry().ref().casefileId()).param("seq", cause.entry().ref().seq())
                .query(UUID.class).optional().map(obligations::get);
    }

    private void join(Cause cause, Due due, ObligationView open, boolean lookedBack) {
        boolean moves = due.row().latest() ? due.at().isAfter(open.dueAt()) : due.at().isBefore(open.dueAt());
        if (moves && cause.recurs() != Recurs.EACH && !dateNamed(due.row(), open)) {
            dueMoves.move(open.dedupeKey(), due.at(), cause.entry().filedBy(), "A further cause (rule " + cause.ruleId() + ").");
        }
        fired(cause, due, open.id(), lookedBack, false);
    }

    /** A further cause does not take back a day that was named and lies ahead. */
    private boolean dateNamed(DutyRow row, ObligationView open) {
        return row.from() == DutyRow.From.NAMED && jdbc.sql("select exists (select 1 from meeting where obligation_id = :id and ended_at is null and starts_at > :now)")
                .param("id", open.id()).param("now", Timestamp.from(clock.instant())).query(Boolean.class).single();
    }

    private boolean lookedBackAt(Cause cause, DutyRow row) {
        return jdbc.sql("select exists (select 1 from rule_firing where casefile_id = :file and rule_id = :rule and duty = :duty and looked_back)")
                .param("file", cause.casefile()).param("rule", cause.ruleId()).param("duty", row.duty()).query(Boolean.class).single();
    }

    /** Whether what the rule calls for is on the record already, after the cause; the discussion of a handover may stand before it. */
    private boolean metBefore(Cause cause, DutyRow row) {
        if (row.metBy().contains(DutyRow.HANDOVER_DISCUSSED) && discussions.recordedForChange(cause.casefile(), cause.day())) {
            return true;
        }
        List<String> types = row.metBy().stream().map(word -> word.split("@")[0]).toList();
        return jdbc.sql("""
                select exists (select 1 from entry_person p join agency a on a.id = p.source_agency_id
                    where p.person_id = (select person_id from casefile where id = :file) and p.fact and p.event_type in (:types)
                      and (p.event_type in (:words) or p.event_type || '@' || a.kind in (:words))
                      and p.event_date >= :day and (p.event_date > :day or p.event_type <> :own)
                      and (p.casefile_id, p.seq) <> (:entryFile, :seq) and is_this_familys(p.casefile_id, p.seq))""")
                .param("file", cause.casefile()).param("types", types).param("words", row.metBy()).param("day", cause.day()).param("own", cause.entry().type())
                .param("entryFile", cause.entry().ref().casefileId()).param("seq", cause.entry().ref().seq()).query(Boolean.class).single();
    }

    /** Once per family and had; or two people said not long ago that it is not needed. */
    private boolean settled(Cause cause, DutyRow row) {
        if (cause.recurs() == Recurs.EACH) {
            return false;
        }
        return jdbc.sql("""
                select exists (select 1 from meeting_duty d join obligation o on o.id = d.obligation_id
                    where d.casefile_id = :file and d.rule_id = :rule and d.duty = :duty
                      and (:once or (o.end_kind = 'NOT_NEEDED' and o.ended_at > :quiet)))""")
                .param("file", cause.casefile()).param("rule", cause.ruleId()).param("duty", row.duty()).param("once", cause.recurs() == Recurs.ONCE)
                .param("quiet", Timestamp.from(clock.instant().atOffset(ZoneOffset.UTC).minusDays(cause.quietDays()).toInstant()))
                .query(Boolean.class).single();
    }

    private UUID make(Cause cause, Due due) {
        DutyRow row = due.row();
        EntryRef entry = cause.entry().ref();
        String key = "meeting:" + cause.casefile() + ":" + cause.ruleId() + ":" + row.duty()
                + (cause.recurs() == Recurs.EACH ? ":" + entry.casefileId() + ":" + entry.seq() : "");
        UUID obligation = obligations.open(new NewObligation(key, cause.casefile(), "FAMILY", cause.casefile(), cause.ruleId(), row.what(), due.owner(),
                due.agency(), due.at(), DueMoments.shown(row.unit()), row.urgent()));
        jdbc.sql("""
                insert into meeting_duty (obligation_id, casefile_id, rule_id, duty, dedupe_key, each_cause, met_by, by_recorder, date_to_be_named)
                values (:obligation, :file, :rule, :duty, :key, :each, :metBy, :byRecorder, :named) on conflict do nothing""")
                .param("obligation", obligation).param("file", cause.casefile()).param("rule", cause.ruleId()).param("duty", row.duty()).param("key", key)
                .param("each", cause.recurs() == Recurs.EACH).param("metBy", row.metBy().toArray(String[]::new)).param("byRecorder", row.byRecorder()).param("named", row.from() == DutyRow.From.NAMED).update();
        if (row.meeting() != null) {
            opening.calledFor(obligation, cause.casefile(), cause.ruleId(), row.meeting(), due.owner());
        }
        return obligation;
    }

    private void fired(Cause cause, Due due, UUID obligation, boolean lookedBack, boolean metBefore) {
        jdbc.sql("""
                insert into rule_firing (id, casefile_id, rule_id, duty, what, mode, because, entry_file, entry_seq, event_date, due_at, fired_at, obligation_id, looked_back,
                    met_before, facts)
                values (:id, :file, :rule, :duty, :what, :mode, :because, :entryFile, :seq, :day, :due, :now, :obligation, :back, :met, :facts::jsonb)""")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("file", cause.casefile()).param("rule", cause.ruleId()).param("duty", due.row().duty())
                .param("what", due.row().what()).param("mode", due.mode().name()).param("because", cause.because()).param("entryFile", cause.entry().ref().casefileId())
                .param("seq", cause.entry().ref().seq()).param("day", cause.day()).param("due", Timestamp.from(due.at()))
                .param("now", Timestamp.from(clock.instant())).param("obligation", obligation).param("back", lookedBack).param("met", metBefore).param("facts", CountedFacts.kept(cause.facts())).update();
    }
}
