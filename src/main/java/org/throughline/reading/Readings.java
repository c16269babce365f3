package org.throughline.reading;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Families;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EntryView;
import org.throughline.chronology.FamilyHistory;

/**
 * Reading lists, what was opened, and receipts. A receipt is a reader's own; nobody else can give it. Read once, an entry
 * counts as read for every sibling's history.
 */
@Service
public class Readings {

    private final JdbcClient jdbc;
    private final Families families;
    private final FamilyHistory history;
    private final WorkingCalendar calendar;
    private final ApplicationEventPublisher events;
    private final ProgressQuery progress;
    private final Clock clock;

    Readings(JdbcClient jdbc, Families families, FamilyHistory history, WorkingCalendar calendar, ApplicationEventPublisher events, ProgressQuery progress,
            Clock clock) {
        this.events = events;
        this.jdbc = jdbc;
        this.families = families;
        this.history = history;
        this.calendar = calendar;
        this.progress = progress;
        this.clock = clock;
    }

    /** Begins a reading: writes down what exists now. A reading of the same reader and file is continued, not begun again. */
    @Transactional
    public UUID begin(UUID casefileId, UUID readerId) {
        families.lock(casefileId);
        Optional<UUID> begun = jdbc.sql("select id from manifest where casefile_id = :file and reader_id = :reader order by began_at desc limit 1")
                .param("file", casefileId).param("reader", readerId).query(UUID.class).optional();
        if (begun.isPresent()) {
            return begun.get();
        }
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into manifest (id, casefile_id, reader_id, family_version, began_at)
                select :id, casefile_id, :reader, version, :now from family_head where casefile_id = :file""")
                .param("id", id).param("file", casefileId).param("reader", readerId).param("now", now()).update();
        jdbc.sql("insert into manifest_person (manifest_id, person_id) select :id, person_id from family_member where casefile_id = :file")
                .param("id", id).param("file", casefileId).update();
        jdbc.sql("""
                insert into manifest_chain (manifest_id, casefile_id, seq, hash)
                select :id, h.casefile_id, h.seq, h.hash from chain_head h
                where h.seq > 0 and h.casefile_id in (select casefile_id from family_entries(:file, :now))""")
                .param("id", id).param("file", casefileId).param("now", now()).update();
        return id;
    }

    /** @throws NotFound where there is no such reading */
    @Transactional(readOnly = true)
    public Reading get(UUID readingId) {
        return jdbc.sql("select * from manifest where id = :id").param("id", readingId)
                .query((row, n) -> new Reading(readingId, row.getObject("casefile_id", UUID.class), row.getObject("reader_id", UUID.class),
                        row.getLong("family_version"), row.getTimestamp("began_at").toInstant()))
                .optional().orElseThrow(NotFound::new);
    }

    /** What a reader still lacks of the family history as it is now, in event order; empty means that all is read. */
    @Transactional(readOnly = true)
    public List<Lack> lack(UUID casefileId, UUID readerId) {
        return lack(casefileId, readerId, false);
    }

    /** The key entries for which this person holds no receipt of their own; restricted ones are the holder's to answer for. */
    @Transactional(readOnly = true)
    public List<Lack> keyLackOf(UUID casefileId, UUID signerId) {
        return lack(casefileId, signerId, true).stream().filter(l -> l.kind() == Lack.Kind.UNREAD || l.kind() == Lack.Kind.PERIOD_ONLY).toList();
    }

    private List<Lack> lack(UUID casefileId, UUID readerId, boolean keyOnly) {
        return jdbc.sql("""
                select l.casefile_id, l.seq, l.lack, is_key(l.casefile_id, l.seq, :now) as key, coalesce(e.external_id, f.reference || '/' || e.seq) as ref
                from reading_lack(:file, :reader, :now, :now) l
                join entry e on e.casefile_id = l.casefile_id and e.seq = l.seq
                join casefile f on f.id = l.casefile_id
                where not :keyOnly or is_key(l.casefile_id, l.seq, :now)
                order by e.event_date, l.casefile_id, l.seq""")
                .param("file", casefileId).param("reader", readerId).param("now", now()).param("keyOnly", keyOnly)
                .query((row, n) -> new Lack(new EntryRef(row.getObject("casefile_id", UUID.class), row.getLong("seq")), row.getString("ref"),
                        row.getBoolean("key"), Lack.Kind.valueOf(row.getString("lack")))).list();
    }

    /** How far the reading has come. */
    @Transactional(readOnly = true)
    public Progress progress(UUID readingId) {
        return progress.of(get(readingId), now());
    }

    /** What the reader has done with these entries so far. */
    @Transactional(readOnly = true)
    public Map<EntryRef, ItemState> states(UUID readingId, Collection<EntryRef> entries) {
        return states(get(readingId), entries);
    }

    private Map<EntryRef, ItemState> states(Reading reading, Collection<EntryRef> entries) {
        Map<EntryRef, ItemState> states = new LinkedHashMap<>();
        jdbc.sql("""
                with few as (select count(*) <= rule_number('RR1') as all_singly from (
                        select distinct casefile_id, seq from (
                          select p.casefile_id, p.seq from family_member m join entry_person p on p.person_id = m.person_id
                          where m.casefile_id = :file and (select g.seq from taken_out g where g.casefile_id = p.casefile_id and g.seq = p.seq) is null limit 2000) sample) d)
                select e.casefile_id, e.seq, e.words, coalesce(e.recorded_by = :reader, false) as own,
                       not in_manifest(:reading, e.casefile_id, e.seq) as is_new,
                       few.all_singly or e.event_date >= (:now::timestamptz - make_interval(months => rule_number('RR2')::int))::date
                         or e.impact_level = 'SERIOUS' or e.verification = 'CONTRADICTED' or is_key(e.casefile_id, e.seq, :now)
                         or (e.about_seq is not null and is_key(e.about_casefile_id, e.about_seq, :now)) as singly,
                       o.opened_at, r.acknowledged_at, r.singly is true as read_singly, e.words / pace.words as takes,
                       case when o.opened_at is not null then greatest(o.opened_at, pace.free) + make_interval(secs => e.words / pace.words) end as may_at,
                       coalesce(r.acknowledged_at < greatest(o.opened_at, (select max(x.acknowledged_at) from receipt x
                                    where x.reader_id = :reader and x.acknowledged_at < r.acknowledged_at)) + make_interval(secs => e.words / pace.brief), false) as brief,
                       array(select n.kind || case when n.text is null or is_taken_out(n.casefile_id, n.seq) then '' else ':' || n.text end from reading_note n
                             where n.reader_id = :reader and n.casefile_id = e.casefile_id and n.seq = e.seq order by n.kind) as notes
                from unnest((select cast(:files as uuid[])), (select cast(:seqs as bigint[]))) as u(f, s)
                join entry e on e.casefile_id = u.f and e.seq = u.s
                cross join few
                cross join (select rule_number('RR3')::double precision as words, rule_number('RR7')::double precision as brief,
                                   (select max(x.acknowledged_at) from receipt x where x.reader_id = :reader) as free offset 0) pace
                left join opening o on o.reader_id = :reader and o.casefile_id = e.casefile_id and o.seq = e.seq
                left join lateral (select min(x.acknowledged_at) as acknowledged_at, bool_or(x.kind = 'ITEM') as singly from receipt x
                                   where x.reader_id = :reader and x.casefile_id = e.casefile_id and x.seq = e.seq) r on true
                order by e.event_date, e.casefile_id, e.seq""")
                .param("file", reading.casefileId()).param("reader", reading.readerId()).param("reading", reading.id()).param("now", now())
                .param("files", files(entries)).param("seqs", seqs(entries))
                .query((row, n) -> state(row)).list().forEach(state -> states.put(state.entry(), state));
        return states;
    }

    private static UUID[] files(Collection<EntryRef> entries) {
        return entries.stream().map(EntryRef::casefileId).toArray(UUID[]::new);
    }

    private static Long[] seqs(Collection<EntryRef> entries) {
        return entries.stream().map(EntryRef::seq).toArray(Long[]::new);
    }

    private static ItemState state(ResultSet row) throws SQLException {
        List<ItemState.Note> notes = new ArrayList<>();
        for (String note : (String[]) row.getArray("notes").getArray()) {
            int colon = note.indexOf(':');
            notes.add(new ItemState.Note(colon < 0 ? note : note.substring(0, colon), colon < 0 ? null : note.substring(colon + 1)));
        }
        return new ItemState(new EntryRef(row.getObject("casefile_id", UUID.class), row.getLong("seq")), row.getBoolean("singly"),
                row.getBoolean("own"), row.getBoolean("is_new"), moment(row, "opened_at"), moment(row, "may_at"),
                Duration.ofNanos(Math.round(row.getDouble("takes") * 1e9)), moment(row, "acknowledged_at"), row.getBoolean("read_singly"), row.getBoolean("brief"), notes);
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    /**
     * Gives out the words of these entries and keeps the time. What is withheld or sealed is not given out.
     *
     * @throws NotFound where an entry does not belong to this family's history
     */
    @Transactional
    public List<EntryView> open(UUID readingId, Collection<EntryRef> entries) {
        Reading reading = get(readingId);
        if (!history.containsAll(reading.casefileId(), entries)) {
            throw new NotFound();
        }
        List<EntryView> views = history.entries(reading.readerId(), entries);
        List<EntryRef> given = views.stream().filter(view -> view.withheld() == null).map(view -> new EntryRef(view.casefileId(), view.seq())).toList();
        jdbc.sql("""
                insert into opening (reader_id, casefile_id, seq, opened_at)
                select :reader, f, s, :now from unnest(:files::uuid[], :seqs::bigint[]) as u(f, s) on conflict do nothing""")
                .param("reader", reading.readerId()).param("now", now()).param("files", files(given)).param("seqs", seqs(given)).update();
        return views;
    }

    /**
     * Takes the acknowledgement of one opened entry, or of a period of them. Not before their words, at RR3, have had their time since the last of
     * them was given out and since the reader's receipt before: nobody reads two things at once. What was acknowledged already stays as it was.
     *
     * @param period true where they were read together as a period: at most RR4 entries, none of which must be read by itself
     * @throws Refusal {@code not-opened}, {@code too-soon}, {@code one-at-a-time}, {@code read-singly} or {@code too-many}; nothing is acknowledged then
     */
    @Transactional
    public void acknowledge(UUID readingId, Collection<EntryRef> sent, boolean period) {
        Reading reading = get(readingId);
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('reads ' || :reader, 0))").param("reader", reading.readerId().toString()).query((row, n) -> "").single();
        Instant now = clock.instant();
        if (!period && sent.size() > 1) {
            throw new Refusal("Mark one entry as read at a time.", "one-at-a-time");
        }
        if (period) {
            mustBeFew(sent);
        }
        Map<EntryRef, ItemState> states = states(reading, sent);
        for (EntryRef entry : sent) {
            ItemState state = states.get(entry);
            if (state == null || state.openedAt() == null) {
                throw new Refusal("Open an entry before you mark it as read.", "not-opened");
            }
            if (period && state.singly()) {
                throw new Refusal("This period holds an entry that is read by itself. Open it and mark it as read on its own.", "read-singly");
            }
        }
        List<ItemState> entries = states.values().stream().filter(state -> !(period ? state.acknowledgedAt() != null : state.readSingly())).toList();
        Instant from = ItemState.together(entries);
        if (now.isBefore(from)) {
            throw new Refusal("Please take a moment: you can mark this as read in " + inWords(Duration.between(now, from)) + ".", "too-soon");
        }
        UUID periodId = period ? UuidCreator.getTimeOrderedEpoch() : null;
        for (EntryRef entry : entries.stream().map(ItemState::entry).toList()) {
            jdbc.sql("""
                    insert into receipt (reader_id, casefile_id, seq, kind, period_id, acknowledged_at)
                    values (:reader, :file, :seq, :kind, :period, :now) on conflict do nothing""")
                    .param("reader", reading.readerId()).param("file", entry.casefileId()).param("seq", entry.seq())
                    .param("kind", period ? "PERIOD" : "ITEM").param("period", periodId).param("now", Timestamp.from(now)).update();
        }
        events.publishEvent(new EntriesRead(reading.readerId(), List.copyOf(sent)));
    }

    private void mustBeFew(Collection<EntryRef> sent) {
        int most = number("RR4");
        if (sent.size() > most) {
            throw new Refusal("One receipt covers at most " + most + " entries. Read this period in smaller parts.", "too-many");
        }
    }

    private static String inWords(Duration wait) {
        long seconds = wait.toSeconds() + 1;
        if (seconds > 90) {
            return "about " + (seconds + 30) / 60 + " minutes";
        }
        return seconds + (seconds == 1 ? " second" : " seconds");
    }

    /** What a supervisor may see of somebody's reading of a family history. */
    @Transactional(readOnly = true)
    public Evidence evidence(UUID casefileId, UUID readerId) {
        List<EntryRef> opened = new ArrayList<>();
        List<EntryRef> notOpened = new ArrayList<>();
        List<EntryRef> brief = new ArrayList<>();
        jdbc.sql("""
                select h.casefile_id, h.seq, o.opened_at is not null as opened,
                       coalesce(a.at < greatest(o.opened_at, (select max(x.acknowledged_at) from receipt x where x.reader_id = :reader and x.acknowledged_at < a.at))
                                + make_interval(secs => e.words / pace.words::double precision), false) as brief
                from (select rule_number('RR7') as words offset 0) pace cross join family_entries(:file, :now) h join entry e on e.casefile_id = h.casefile_id and e.seq = h.seq
                left join opening o on o.reader_id = :reader and o.casefile_id = h.casefile_id and o.seq = h.seq
                left join lateral (select min(r.acknowledged_at) as at from receipt r where r.reader_id = :reader and r.casefile_id = h.casefile_id and r.seq = h.seq) a on true
                where e.recorded_by is distinct from :reader and not (is_restricted(e) and restriction_for(:reader, h.casefile_id, h.seq, :now) is not null)
                order by e.event_date, h.casefile_id, h.seq""")
                .param("file", casefileId).param("reader", readerId).param("now", now())
                .query((row, n) -> {
                    EntryRef entry = new EntryRef(row.getObject("casefile_id", UUID.class), row.getLong("seq"));
                    (row.getBoolean("opened") ? opened : notOpened).add(entry);
                    if (row.getBoolean("brief")) {
                        brief.add(entry);
                    }
                    return entry;
                }).list();
        return new Evidence(opened, notOpened, brief);
    }

    /**
     * Lets a reader of a very large file leave what need not be read one by one until a date (RR5, RR6).
     *
     * @throws Refusal where the file is not large enough, or the date is too far away
     */
    @Transactional
    public void grantPartRead(CasefileView file, UUID readerId, UUID grantor, LocalDate until, String reason) {
        int size = jdbc.sql("select count(*) from family_entries(:file, :now)").param("file", file.id()).param("now", now()).query(Integer.class).single();
        if (size <= number("RR5")) {
            throw new Refusal("Part read is for histories of more than " + number("RR5") + " entries; this one has " + size + ".", "not-large");
        }
        LocalDate latest = calendar.plusWorkingDays(LocalDate.ofInstant(clock.instant(), calendar.zone()), number("RR6"), file.jurisdiction());
        if (until.isAfter(latest)) {
            throw new Refusal("Part read lasts at most " + number("RR6") + " working days. Choose a date up to " + latest + ".", "too-late");
        }
        jdbc.sql("""
                insert into part_read_grant (id, casefile_id, reader_id, granted_by, granted_at, until, reason)
                values (:id, :file, :reader, :by, :now, :until, :reason)""")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("file", file.id()).param("reader", readerId).param("by", grantor)
                .param("now", now()).param("until", until).param("reason", reason).update();
    }

    private int number(String rule) {
        return jdbc.sql("select rule_number(:id)").param("id", rule).query(Integer.class).single();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
