package org.throughline.authority;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.NotFound;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.Limit;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EntryView;
import org.throughline.chronology.FamilyHistory;
import org.throughline.chronology.NotThisFamilyDecided;
import org.throughline.notification.Notice;
import org.throughline.notification.NoticeKind;
import org.throughline.notification.Outbox;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.reading.EntriesRead;

/**
 * Everybody who knows what an entry said before it was taken out is told by name, and owes within NF2 to say that they know: who opened or read it, who marked it for
 * their account and that one's supervisor, who signed a handover that is in force with it in the history, who recorded it, who asked. In the transaction of the
 * decision. The one who decided knows already.
 */
@Service
public class TakenOutNews {

    /** Why somebody is told; where several hold, the first of these. */
    public enum Why { SIGNED, USED, SUPERVISED, READ, RECORDED, ASKED }

    /**
     * What one person is told.
     *
     * @param sentence       what everybody reads in the place of the entry
     * @param recorded       whether this person recorded the entry: it is for them to record it where it belongs
     * @param belongsTo      the case file to which it belongs, if that is known; whether this person may see it is the caller's to ask
     * @param acknowledgedAt null while they have not said that they know
     */
    public record News(UUID id, UUID familyFile, String sentence, Why why, boolean recorded, UUID belongsTo, Instant toldAt, Instant acknowledgedAt) {}

    private final JdbcClient jdbc;
    private final Obligations obligations;
    private final Outbox outbox;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final FamilyHistory history;
    private final RuleValues rules;
    private final WorkingCalendar calendar;
    private final Clock clock;

    TakenOutNews(JdbcClient jdbc, Obligations obligations, Outbox outbox, Organisation organisation, Casefiles casefiles, FamilyHistory history, RuleValues rules,
            WorkingCalendar calendar, Clock clock) {
        this.jdbc = jdbc;
        this.obligations = obligations;
        this.outbox = outbox;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.history = history;
        this.rules = rules;
        this.calendar = calendar;
        this.clock = clock;
    }

    private static String key(UUID request, UUID person) {
        return "taken-out:" + request + ":" + person;
    }

    @EventListener
    void decided(NotThisFamilyDecided decided) {
        if (!decided.agreed()) {
            return;
        }
        CasefileView file = casefiles.get(decided.familyFile());
        Instant due = calendar.due(decided.at(), new Limit(rules.whole("NF2"), DueUnit.WORKING_DAYS), file.jurisdiction());
        knowing(decided).forEach((person, why) -> organisation.find(person).filter(one -> one.active() && !one.id().equals(decided.decidedBy()))
                .ifPresent(one -> tell(decided, file, one, why, due)));
    }

    private void tell(NotThisFamilyDecided decided, CasefileView file, Practitioner person, Why why, Instant due) {
        jdbc.sql("insert into taken_out_told (request_id, person_id, why, told_at) values (:request, :person, :why, :at)")
                .param("request", decided.request()).param("person", person.id()).param("why", why.name()).param("at", Timestamp.from(decided.at())).update();
        String key = key(decided.request(), person.id());
        obligations.open(new NewObligation(key, file.id(), "TAKEN_OUT", decided.request(), "NF2", "Say that you know that an entry was taken out", person.id(),
                person.agencyId(), due, DueUnit.WORKING_DAYS, false));
        outbox.put(new Notice(key, person.id(), NoticeKind.WAITS, false));
    }

    private Map<UUID, Why> knowing(NotThisFamilyDecided decided) {
        Map<UUID, Why> people = new LinkedHashMap<>();
        jdbc.sql("""
                with gone as (select t.casefile_id, t.seq from taken_out t where t.request_id = :request),
                     used as (select n.reader_id from reading_note n join gone using (casefile_id, seq) where n.kind = 'USE')
                select a.granted_by as person, 'SIGNED' as why from authority a
                 where a.casefile_id in (:files) and a.sign_off_id is not null and a.revoked_at is null and coalesce(a.expires_at, 'infinity') > :now
                   and a.granted_at >= (select e.filed_at from entry e where e.casefile_id = :file and e.seq = :seq)
                union all select reader_id, 'USED' from used
                union all select supervisor_at(reader_id, :now), 'SUPERVISED' from used
                union all select o.reader_id, 'READ' from opening o join gone using (casefile_id, seq)
                union all select e.recorded_by, 'RECORDED' from entry e join gone using (casefile_id, seq)
                union all select cast(:asker as uuid), 'ASKED'""")
                .param("request", decided.request()).param("files", decided.files().isEmpty() ? List.of(decided.familyFile()) : decided.files())
                .param("now", Timestamp.from(decided.at())).param("file", decided.entry().casefileId()).param("seq", decided.entry().seq()).param("asker", decided.askedBy())
                .query((row, n) -> Map.entry(Optional.ofNullable(row.getObject("person", UUID.class)), Why.valueOf(row.getString("why")))).list().stream()
                .sorted(Map.Entry.comparingByValue()).forEach(known -> known.getKey().ifPresent(person -> people.putIfAbsent(person, known.getValue())));
        return people;
    }

    /** What this person is told. @throws NotFound for everybody else */
    @Transactional(readOnly = true)
    public News of(UUID request, Practitioner reader) {
        record Row(EntryRef entry, UUID family, Why why, boolean recorded, UUID belongs, Instant told, Instant known) {}
        Row row = jdbc.sql("""
                select t.*, r.casefile_id, r.seq, r.family_file, r.belongs_file, e.recorded_by = :person as recorded from taken_out_told t
                join not_this_family_request r on r.id = t.request_id join entry e on e.casefile_id = r.casefile_id and e.seq = r.seq
                where t.request_id = :request and t.person_id = :person""").param("request", request).param("person", reader.id())
                .query((r, n) -> new Row(new EntryRef(r.getObject("casefile_id", UUID.class), r.getLong("seq")), r.getObject("family_file", UUID.class),
                        Why.valueOf(r.getString("why")), r.getBoolean("recorded"), r.getObject("belongs_file", UUID.class), r.getTimestamp("told_at").toInstant(),
                        r.getTimestamp("acknowledged_at") == null ? null : r.getTimestamp("acknowledged_at").toInstant())).optional().orElseThrow(NotFound::new);
        String sentence = history.entries(reader.id(), List.of(row.entry)).stream().map(EntryView::summary).filter(words -> words != null).findFirst()
                .orElse("An entry was taken out: it is not about this family. It counts for nothing.");
        return new News(request, row.family, sentence, row.why, row.recorded, row.belongs, row.told, row.known);
    }

    /** This person says that they know. Said twice, it stays as it was. @throws NotFound where they were not told */
    @Transactional
    public void acknowledge(UUID request, Practitioner reader) {
        of(request, reader);
        known(request, reader.id());
    }

    /** Who reads the tombstone in a history knows it too. */
    @EventListener
    void read(EntriesRead receipt) {
        for (EntryRef entry : receipt.entries()) {
            jdbc.sql("""
                    select distinct t.request_id from taken_out t join taken_out_told k on k.request_id = t.request_id and k.person_id = :reader and k.acknowledged_at is null
                    where t.tomb_file = :file and t.tomb_seq = :seq""")
                    .param("reader", receipt.readerId()).param("file", entry.casefileId()).param("seq", entry.seq()).query(UUID.class).list()
                    .forEach(request -> known(request, receipt.readerId()));
        }
    }

    private void known(UUID request, UUID person) {
        int said = jdbc.sql("update taken_out_told set acknowledged_at = :now where request_id = :request and person_id = :person and acknowledged_at is null")
                .param("now", Timestamp.from(clock.instant())).param("request", request).param("person", person).update();
        if (said > 0) {
            obligations.met(key(request, person), person);
        }
    }
}
