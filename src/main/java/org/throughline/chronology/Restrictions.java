package org.throughline.chronology;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Invalid;
import org.throughline.access.Invalid.Fault;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.casefile.Families;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** Entries that some may not see: withheld (said) or sealed (no trace), and what their holders answer for a reader (domain 4). */
@Service
public class Restrictions {

    /** WITHHELD stands in the reading list without its words; SEALED leaves no trace for the reader. */
    public enum Level { WITHHELD, SEALED }

    /** What a holder may answer: the entry itself, a summary that is safe to give, or that nothing in it changes how the family must be worked with. */
    public enum Answer { RELEASED, SAFE_SUMMARY, NOTHING_CHANGES }

    /** A restriction somebody holds. @param ref what people call the entry */
    public record Held(UUID id, EntryRef entry, String ref, Level level, String kind, String reason, Instant since) {}

    private final JdbcClient jdbc;
    private final Families families;
    private final Organisation organisation;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Restrictions(JdbcClient jdbc, Families families, Organisation organisation, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.families = families;
        this.organisation = organisation;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Keeps an entry from everybody but its holder and its recorder.
     *
     * @param kind   a short name that a reader may see, such as "third party"
     * @param reason why; seen by the holder alone
     * @throws Invalid naming every empty field
     */
    @Transactional
    public UUID place(EntryRef entry, Level level, String kind, String reason, Practitioner holder) {
        List<Fault> faults = new ArrayList<>();
        if (level == null) {
            faults.add(new Fault("level", "Say WITHHELD (the reader is told that something is kept back) or SEALED (its existence is the secret)."));
        }
        if (CanonicalForm.text(kind) == null) {
            faults.add(new Fault("kind", "Name the kind of restriction in a word or two that anybody may see."));
        }
        if (CanonicalForm.text(reason) == null) {
            faults.add(new Fault("reason", "Say why this entry must be kept back."));
        }
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
        changing(entry);
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into restriction (id, casefile_id, seq, level, kind, holder_id, reason, since, placed_by)
                values (:id, :file, :seq, :level, :kind, :holder, :reason, :now, :holder)""")
                .param("id", id).param("file", entry.casefileId()).param("seq", entry.seq()).param("level", level.name())
                .param("kind", CanonicalForm.text(kind)).param("holder", holder.id()).param("reason", CanonicalForm.text(reason)).param("now", now()).update();
        events.publishEvent(new EntryRestricted(entry, level, holder.id()));
        return id;
    }

    /**
     * The holder, or the holder's line supervisor, answers for one reader; who signs for that reader can only release.
     *
     * @param readerId null where nobody is known by the name that was given; said to the holder alone
     * @param summary  what is safe to give; asked for with SAFE_SUMMARY
     * @throws NotFound for everybody else
     */
    @Transactional
    public void answer(UUID restrictionId, UUID readerId, Answer answer, String summary, Practitioner by) {
        Row row = held(restrictionId, by);
        if (readerId == null) {
            throw new Invalid(List.of(new Fault("reader", "Name the reader for whom you answer.")));
        }
        if (answer == null) {
            throw new Invalid(List.of(new Fault("outcome", "Answer RELEASED, SAFE_SUMMARY or NOTHING_CHANGES.")));
        }
        if (answer == Answer.SAFE_SUMMARY && CanonicalForm.text(summary) == null) {
            throw new Invalid(List.of(new Fault("summary", "Write the summary that is safe to give.")));
        }
        if (by.id().equals(readerId)) {
            throw new Refusal("Nobody answers for themselves. Ask your supervisor, or whoever stands in for you, to answer.", "maker-is-not-checker");
        }
        if (answer != Answer.RELEASED && organisation.signsFor(by.id(), readerId, clock.instant())) {
            throw new Refusal("You sign for this reader, so somebody else answers for what is withheld. Release the entry, or ask your own manager.", "maker-is-not-checker");
        }
        changing(row.entry);
        jdbc.sql("""
                insert into restriction_answer (id, restriction_id, reader_id, outcome, summary, answered_by, at)
                values (:id, :restriction, :reader, :outcome, :summary, :by, :now)""")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("restriction", restrictionId).param("reader", readerId).param("outcome", answer.name())
                .param("summary", CanonicalForm.text(summary)).param("by", by.id()).param("now", now()).update();
        events.publishEvent(new RestrictionAnswered(restrictionId, readerId, by.id()));
    }

    /** The holder lifts the restriction for everybody. */
    @Transactional
    public void lift(UUID restrictionId, String reason, Practitioner by) {
        Row row = held(restrictionId, by);
        if (CanonicalForm.text(reason) == null) {
            throw new Invalid(List.of(new Fault("reason", "Say why the restriction is no longer needed.")));
        }
        changing(row.entry);
        int lifted = jdbc.sql("insert into restriction_end (restriction_id, at, ended_by, reason) values (:id, :now, :by, :reason) on conflict do nothing")
                .param("id", restrictionId).param("now", now()).param("by", by.id()).param("reason", CanonicalForm.text(reason)).update();
        if (lifted == 0) {
            throw new Refusal("This restriction has been lifted already.", "already-done");
        }
    }

    /** What this person holds back now. */
    @Transactional(readOnly = true)
    public List<Held> heldBy(UUID holder) {
        return jdbc.sql("""
                select r.*, coalesce(e.external_id, f.reference || '/' || e.seq) as ref from restriction r
                join entry e on e.casefile_id = r.casefile_id and e.seq = r.seq join casefile f on f.id = r.casefile_id
                where r.holder_id = :holder and not exists (select 1 from restriction_end x where x.restriction_id = r.id)
                  and not is_taken_out(r.casefile_id, r.seq) order by r.since, r.id""")
                .param("holder", holder).query((row, n) -> new Held(row.getObject("id", UUID.class),
                        new EntryRef(row.getObject("casefile_id", UUID.class), row.getLong("seq")), row.getString("ref"), Level.valueOf(row.getString("level")),
                        row.getString("kind"), row.getString("reason"), row.getTimestamp("since").toInstant())).list();
    }

    private record Row(EntryRef entry, UUID holder) {}

    private Row held(UUID restrictionId, Practitioner by) {
        Row row = jdbc.sql("select casefile_id, seq, holder_id from restriction where id = :id").param("id", restrictionId)
                .query((r, n) -> new Row(new EntryRef(r.getObject("casefile_id", UUID.class), r.getLong("seq")), r.getObject("holder_id", UUID.class)))
                .optional().orElseThrow(NotFound::new);
        if (!row.holder.equals(by.id()) && !organisation.signsFor(by.id(), row.holder, clock.instant())) {
            throw new NotFound();
        }
        return row;
    }

    /** What readers must know of changes: locks the families and raises their versions. */
    private void changing(EntryRef entry) {
        List<UUID> persons = jdbc.sql("select person_id from entry_person where casefile_id = :file and seq = :seq")
                .param("file", entry.casefileId()).param("seq", entry.seq()).query(UUID.class).list();
        boolean gone = jdbc.sql("select is_taken_out(:file, :seq)").param("file", entry.casefileId()).param("seq", entry.seq()).query(Boolean.class).single();
        if (persons.isEmpty() || gone) {
            throw new NotFound();
        }
        families.changed(families.lockAffectedBy(persons));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
