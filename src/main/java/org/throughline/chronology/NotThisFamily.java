package org.throughline.chronology;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Invalid;
import org.throughline.access.Invalid.Fault;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Families;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/**
 * The third wrong (domain 4): an entry is not about this family. One person says so, a second agrees, and it is taken out with everything that stands beside it: it
 * counts for nothing, and nobody reads its words, whom it was about or what it was any more. That it was taken out, when and by whom stays for everybody to read. The
 * words stay under the chain and are not destroyed.
 *
 * <p>Whether the caller may see the entry, may ask, or stands in the line that decides, is the caller's to ask ({@code Access}); the database asks once more.
 */
@Service
public class NotThisFamily {

    private static final int TEXT_LENGTH = 2_000;

    /**
     * The last time somebody said it of an entry.
     *
     * @param belongsTo  the case file to which it belongs, if the asker named one
     * @param answeredBy null while nobody has decided, or where it was agreed
     * @param answer     why it was not agreed
     */
    public record Asked(UUID id, EntryRef entry, UUID familyFile, UUID askedBy, Instant askedAt, String reason, UUID belongsTo, UUID answeredBy, Instant answeredAt, String answer) {

        public boolean open() {
            return answeredBy == null;
        }
    }

    /**
     * An entry that was taken out.
     *
     * @param familyFile as whose entry it was asked about
     * @param by         the name of who agreed
     */
    public record TakenOut(UUID familyFile, String by) {

        /** What is said to whoever decides it once more. */
        public Refusal alreadyDone() {
            return decidedAlready(by);
        }
    }

    private final JdbcClient jdbc;
    private final Chronology chronology;
    private final Casefiles casefiles;
    private final Families families;
    private final Organisation organisation;
    private final ApplicationEventPublisher events;
    private final WorkingCalendar calendar;
    private final Clock clock;

    NotThisFamily(JdbcClient jdbc, Chronology chronology, Casefiles casefiles, Families families, Organisation organisation, ApplicationEventPublisher events,
            WorkingCalendar calendar, Clock clock) {
        this.jdbc = jdbc;
        this.chronology = chronology;
        this.casefiles = casefiles;
        this.families = families;
        this.organisation = organisation;
        this.events = events;
        this.calendar = calendar;
        this.clock = clock;
    }

    /**
     * Says that an entry is not about this family, for a second person to decide (NF1). The entry counts until then.
     *
     * @param familyFile as whose entry it is looked at
     * @param reason     why; it may speak of the other family, so nobody reads it any more once the entry is taken out
     * @param belongsTo  null, or the case file to which it belongs; nothing is copied there
     * @throws Refusal {@code already-asked}; {@code sealed} while its very existence is kept from others
     */
    @Transactional
    public UUID ask(UUID familyFile, EntryRef entry, String reason, UUID belongsTo, Practitioner by) {
        List<Fault> faults = new ArrayList<>(faultsOf(reason));
        if (familyFile.equals(belongsTo)) {
            faults.add(new Fault("belongsTo", "This is the case file at which you are looking. Name the other one, or leave it empty."));
        }
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
        Set<UUID> files = lock(entry);
        if (!"ENTRY".equals(jdbc.sql("select kind from entry where casefile_id = :file and seq = :seq").param("file", entry.casefileId()).param("seq", entry.seq())
                .query(String.class).single())) {
            throw new Refusal("This stands beside an entry. Say it of the entry itself; what stands beside it goes with it.", "stands-beside");
        }
        if (latest(entry).filter(Asked::open).isPresent()) {
            throw new Refusal("This has been asked already, and somebody decides it.", "already-asked");
        }
        if (sealed(entry)) {
            throw new Refusal("That this entry exists is kept from others. Its holder ends that first; then somebody can decide.", "sealed");
        }
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Instant now = CanonicalForm.kept(clock.instant());
        jdbc.sql("""
                insert into not_this_family_request (id, casefile_id, seq, family_file, reason, belongs_file, asked_by, asked_at)
                values (:id, :file, :seq, :family, :reason, :belongs, :by, :now)""")
                .param("id", id).param("file", entry.casefileId()).param("seq", entry.seq()).param("family", familyFile).param("reason", CanonicalForm.text(reason))
                .param("belongs", belongsTo, java.sql.Types.OTHER).param("by", by.id()).param("now", Timestamp.from(now)).update();
        events.publishEvent(new NotThisFamilyAsked(id, entry, familyFile, files, by.id(), now));
        return id;
    }

    /** What is wrong with the reason for saying it; empty where nothing is. */
    public static List<Fault> faultsOf(String reason) {
        List<Fault> faults = new ArrayList<>();
        checkText(faults, "reason", reason, "Say how you know that this entry is not about this family.");
        return faults;
    }

    /**
     * A second person agrees, and the entry is taken out in the same transaction; or does not agree, and it stays as it is.
     *
     * @param agreed null where neither was chosen
     * @param reason why
     * @return the tombstone; empty where it was not agreed
     * @throws NotFound where nobody has asked
     * @throws Refusal  {@code already-done}; {@code maker-is-not-checker} for who asked
     */
    @Transactional
    public Optional<EntryRef> decide(EntryRef entry, Boolean agreed, String reason, Practitioner by) {
        lock(entry);
        Set<UUID> persons = everybodyOf(entry); // what was put beside it until now
        if (persons.isEmpty()) {
            throw takenOut(entry).orElseThrow(NotFound::new).alreadyDone();
        }
        Set<UUID> files = lock(entry);
        Asked asked = latest(entry).orElseThrow(NotFound::new);
        if (!asked.open()) {
            throw decidedAlready(organisation.get(asked.answeredBy()).name());
        }
        if (asked.askedBy().equals(by.id())) {
            throw new Refusal("Who asked does not decide. Somebody else of the line does.", "maker-is-not-checker");
        }
        List<Fault> faults = new ArrayList<>();
        if (agreed == null) {
            faults.add(new Fault("agreed", "Choose whether you agree."));
        }
        checkText(faults, "reason", reason, "Say why, in a sentence.");
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
        Instant now = CanonicalForm.kept(clock.instant());
        jdbc.sql("insert into not_this_family_decision (request_id, agreed, reason, decided_by, decided_at) values (:id, :agreed, :reason, :by, :now)")
                .param("id", asked.id()).param("agreed", agreed).param("reason", CanonicalForm.text(reason)).param("by", by.id()).param("now", Timestamp.from(now)).update();
        EntryRef tombstone = null;
        if (agreed) {
            tombstone = chronology.takeOut(entry, persons, sentence(entry, asked, by, now), by, files);
            forgetUnfinished(tombstone);
        }
        events.publishEvent(new NotThisFamilyDecided(asked.id(), entry, asked.familyFile(), asked.askedBy(), by.id(), tombstone, files, now));
        return Optional.ofNullable(tombstone);
    }

    private static Refusal decidedAlready(String by) {
        return new Refusal(by + " has decided this already. Load the page again to see it.", "already-done");
    }

    /** Who took this entry out; empty while it stands. */
    @Transactional(readOnly = true)
    public Optional<TakenOut> takenOut(EntryRef entry) {
        return jdbc.sql("select r.family_file, d.decided_by from not_this_family_request r join not_this_family_decision d on d.request_id = r.id where r.casefile_id = :file and r.seq = :seq and d.agreed")
                .param("file", entry.casefileId()).param("seq", entry.seq())
                .query((row, n) -> new TakenOut(row.getObject("family_file", UUID.class), organisation.get(row.getObject("decided_by", UUID.class)).name())).optional();
    }

    /** The last time somebody said it of this entry; empty where nobody did, and once it was taken out. */
    @Transactional(readOnly = true)
    public Optional<Asked> latest(EntryRef entry) {
        return jdbc.sql("""
                select r.*, d.decided_by, d.decided_at, d.reason as answer from not_this_family_request r left join not_this_family_decision d on d.request_id = r.id
                where r.casefile_id = :file and r.seq = :seq and not coalesce(d.agreed, false) order by r.asked_at desc, r.id desc limit 1""")
                .param("file", entry.casefileId()).param("seq", entry.seq()).query((row, n) -> new Asked(row.getObject("id", UUID.class), entry,
                        row.getObject("family_file", UUID.class), row.getObject("asked_by", UUID.class), row.getTimestamp("asked_at").toInstant(), row.getString("reason"),
                        row.getObject("belongs_file", UUID.class), row.getObject("decided_by", UUID.class),
                        row.getTimestamp("decided_at") == null ? null : row.getTimestamp("decided_at").toInstant(), row.getString("answer"))).optional();
    }

    private String sentence(EntryRef entry, Asked asked, Practitioner by, Instant now) {
        Instant filed = jdbc.sql("select filed_at from entry where casefile_id = :file and seq = :seq").param("file", entry.casefileId()).param("seq", entry.seq())
                .query(Timestamp.class).single().toInstant();
        return "An entry of " + Wording.date(calendar.day(filed), Precision.EXACT) + " was taken out on " + Wording.date(calendar.day(now), Precision.EXACT) + " by "
                + organisation.get(asked.askedBy()).name() + " and " + by.name() + ": it is not about this family. It counts for nothing.";
    }

    private boolean sealed(EntryRef entry) {
        return jdbc.sql("""
                select exists (select 1 from restriction r where r.casefile_id = :file and r.seq = :seq and r.level = 'SEALED'
                               and not exists (select 1 from restriction_end x where x.restriction_id = r.id))""")
                .param("file", entry.casefileId()).param("seq", entry.seq()).query(Boolean.class).single();
    }

    /** Unfinished corrections and accounts hold the words of what they are about. */
    private void forgetUnfinished(EntryRef tombstone) {
        jdbc.sql("""
                delete from entry_text x using taken_out t where t.tomb_file = :file and t.tomb_seq = :seq
                  and x.form in ('correction.' || t.casefile_id || '.' || t.seq, 'dispute.' || t.casefile_id || '.' || t.seq)""")
                .param("file", tombstone.casefileId()).param("seq", tombstone.seq()).update();
    }

    /** Locks the case files of every child in whose history the entry, or what stands beside it, stands. */
    private Set<UUID> lock(EntryRef entry) {
        Set<UUID> persons = everybodyOf(entry);
        if (persons.isEmpty()) {
            throw new NotFound();
        }
        CasefileView own = casefiles.get(entry.casefileId());
        return families.lockAffectedBy(persons, own.child() ? List.of(own.id()) : List.of());
    }

    /** About whom the entry is, and whatever stands beside it; nobody where it was taken out. */
    private Set<UUID> everybodyOf(EntryRef entry) {
        return new TreeSet<>(jdbc.sql("""
                with recursive beside(casefile_id, seq) as (
                    select e.casefile_id, e.seq from entry e where e.casefile_id = :file and e.seq = :seq and not is_taken_out(e.casefile_id, e.seq)
                    union
                    select e.casefile_id, e.seq from beside b join entry e on e.about_casefile_id = b.casefile_id and e.about_seq = b.seq)
                select distinct p.person_id from beside b join entry_person p on p.casefile_id = b.casefile_id and p.seq = b.seq""")
                .param("file", entry.casefileId()).param("seq", entry.seq()).query(UUID.class).list());
    }

    private static void checkText(List<Fault> faults, String field, String text, String missing) {
        if (CanonicalForm.text(text) == null) {
            faults.add(new Fault(field, missing));
        } else if (text.length() > TEXT_LENGTH) {
            faults.add(new Fault(field, "Use up to 2,000 characters; this has " + text.length() + "."));
        }
    }
}
