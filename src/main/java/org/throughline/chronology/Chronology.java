package org.throughline.chronology;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Invalid;
import org.throughline.access.Invalid.Fault;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Families;
import org.throughline.casefile.FamilyMember;
import org.throughline.chronology.InterventionGate.Permit;
import org.throughline.organisation.Agency;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/**
 * The append-only record of what happened. A fact is never refused: information needs access, not authority; an
 * intervention is filed as authorised, urgent, or marked as made without authority.
 *
 * <p>Whether the caller may see and add to the file is the caller's to ask ({@code Access}).
 */
@Service
public class Chronology {

    private final JdbcClient jdbc;
    private final Chain chain;
    private final Casefiles casefiles;
    private final Families families;
    private final Organisation organisation;
    private final InterventionGate gate;
    private final ApplicationEventPublisher events;
    private final WorkingCalendar calendar;
    private final Clock clock;

    Chronology(JdbcClient jdbc, Chain chain, Casefiles casefiles, Families families, Organisation organisation,
            InterventionGate gate, ApplicationEventPublisher events, WorkingCalendar calendar, Clock clock) {
        this.jdbc = jdbc;
        this.chain = chain;
        this.casefiles = casefiles;
        this.families = families;
        this.organisation = organisation;
        this.gate = gate;
        this.events = events;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** Half an hour after midnight in summer it is today, and not a day that has not come yet. */
    private LocalDate today() {
        return calendar.day(clock.instant());
    }

    /**
     * Files a fact at the end of a case file's chain.
     *
     * @param markReason null, or why an intervention was made without authority: it has already happened, and is filed with a permanent mark
     * @return where it stands
     * @throws Invalid naming every fault of the draft
     * @throws org.throughline.access.Refusal code {@code authority-required} when it is an intervention and nothing lawful carries it
     */
    @Transactional
    public EntryRef append(UUID casefileId, EntryDraft draft, Practitioner recorder, String markReason) {
        CasefileView file = casefiles.get(casefileId);
        Set<UUID> affected = families.lockAffectedBy(draft.persons(), childFile(file));
        EntryCheck.check(draft, today(), familyOf(file));
        return file(casefileId, draft, recorder, CanonicalForm.text(markReason), EntryKind.ENTRY, null, null, affected);
    }

    /**
     * Puts a correction beside an entry that is inaccurate; the entry itself stays as it was (CR1, CE16).
     *
     * @param familyFile the file of the family as whose entry it is corrected; a correction concerns nobody outside that family
     * @param reason     why it was wrong
     */
    @Transactional
    public EntryRef correct(UUID familyFile, EntryRef about, EntryDraft corrected, String reason, Practitioner recorder) {
        Set<UUID> persons = new HashSet<>(corrected.persons());
        persons.addAll(personsOf(about));
        Set<UUID> affected = families.lockAffectedBy(persons, childFile(casefiles.get(about.casefileId())));
        List<Fault> faults = new ArrayList<>();
        if (CanonicalForm.text(reason) == null) {
            faults.add(new Fault("reason", "Say what was wrong with the entry."));
        }
        if (corrected.type() != null && corrected.type() != typeOf(about) && corrected.type().intervention() != EventType.Intervention.NO) {
            faults.add(new Fault("type", "A correction cannot turn an entry into an intervention. Record the intervention as its own entry."));
        }
        if (typeOf(about).intervention() != EventType.Intervention.NO && !sourceOf(about).equals(corrected.sourceAgencyId())) {
            faults.add(new Fault("sourceAgency", "A correction of a visit, a contact or another act keeps the agency it came from."));
        }
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
        Set<UUID> concerned = familyOf(casefiles.get(familyFile));
        concerned.addAll(personsOf(about));
        EntryCheck.check(corrected, today(), concerned);
        return file(about.casefileId(), corrected, recorder, null, EntryKind.CORRECTION, about, reason, affected);
    }

    /**
     * Puts the family's or a professional's own account beside an entry, unedited (CE14).
     *
     * @param whose whose account it is
     */
    @Transactional
    public EntryRef dispute(EntryRef about, String account, String whose, UUID sourceAgencyId, Practitioner recorder) {
        List<UUID> persons = personsOf(about);
        Set<UUID> affected = families.lockAffectedBy(persons, childFile(casefiles.get(about.casefileId())));
        EntryDraft draft = new EntryDraft(today(), Precision.EXACT, EventType.OTHER, sourceAgencyId, whose, persons, account,
                null, null, null, null, null, null, null, false, Map.of(), null);
        EntryCheck.check(draft, today(), new HashSet<>(persons));
        if (CanonicalForm.text(whose) == null) {
            throw new Invalid(List.of(new Fault("whose", "Say whose account this is.")));
        }
        return file(about.casefileId(), draft, recorder, null, EntryKind.DISPUTE, about, whose, affected);
    }

    /**
     * Takes an entry out, in the transaction in which a second person has agreed that it is not about this family ({@link NotThisFamily}). What stands beside it
     * goes with it; the words of all of them stay under the chain, and nobody reads them.
     *
     * @param persons  everybody about whom the entry, or something beside it, was: the tombstone stands in each history in which they stood
     * @param sentence what is read in its place from now on
     * @param affected the case files whose families these persons belong to, locked
     */
    @Transactional(propagation = Propagation.MANDATORY)
    EntryRef takeOut(EntryRef about, Set<UUID> persons, String sentence, Practitioner by, Set<UUID> affected) {
        EntryDraft draft = new EntryDraft(today(), Precision.EXACT, EventType.OTHER, by.agencyId(), null, List.copyOf(persons), sentence,
                null, null, null, null, null, null, null, false, Map.of(), null);
        return file(about.casefileId(), draft, by, null, EntryKind.NOT_THIS_FAMILY, about, null, affected);
    }

    /**
     * A supervisor's later judgement on whether an entry is key. The history of judgements stays (key entries, domain 2).
     *
     * @param reason why; never empty
     * @throws org.throughline.access.Refusal where a listener of {@link KeyJudged} refuses, or the database: who judges that an entry is not key has read it
     */
    @Transactional
    public void judgeKey(EntryRef entry, boolean key, String reason, Practitioner supervisor) {
        if (CanonicalForm.text(reason) == null) {
            throw new Invalid(List.of(new Fault("reason", "Say why you judge this entry so.")));
        }
        Set<UUID> affected = families.lockAffectedBy(personsOf(entry));
        families.changed(affected);
        events.publishEvent(new KeyJudged(entry, key, supervisor.id(), affected));
        jdbc.sql("""
                insert into key_decision (id, casefile_id, seq, key, decided_by, decided_at, reason)
                values (:id, :file, :seq, :key, :by, :now, :reason)""")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("file", entry.casefileId()).param("seq", entry.seq()).param("key", key)
                .param("by", supervisor.id()).param("now", java.sql.Timestamp.from(clock.instant())).param("reason", CanonicalForm.text(reason)).update();
    }

    /**
     * Files what another system recorded. What is already here, by file and external id, is left as it is.
     *
     * @param administrator who imports; the database refuses anybody else
     * @return how many entries were added
     */
    @Transactional
    public int importEntries(List<ImportedEntry> entries, Practitioner administrator) {
        Set<UUID> persons = entries.stream().flatMap(e -> e.draft().persons().stream()).collect(Collectors.toSet());
        Set<UUID> files = entries.stream().map(ImportedEntry::casefileId).collect(Collectors.toCollection(TreeSet::new));
        Set<UUID> affected = families.lockAffectedBy(persons, files.stream().filter(f -> casefiles.get(f).child()).toList());
        Map<UUID, List<ImportedEntry>> byFile = new LinkedHashMap<>();
        files.forEach(file -> byFile.put(file, new ArrayList<>()));
        entries.forEach(entry -> byFile.get(entry.casefileId()).add(entry));
        // one moment for all: a long import would leave the five minutes that the database allows between filing and its own clock
        Instant moment = clock.instant();
        int added = 0;
        boolean missingSeen = false;
        for (Map.Entry<UUID, List<ImportedEntry>> file : byFile.entrySet()) {
            Set<String> known = new HashSet<>(jdbc.sql("select external_id from entry where casefile_id = :id and external_id is not null")
                    .param("id", file.getKey()).query(String.class).list());
            List<ImportedEntry> fresh = file.getValue().stream().filter(entry -> !known.contains(entry.externalId())).toList();
            List<Chain.Unlinked> unlinked = new ArrayList<>();
            for (ImportedEntry entry : fresh) {
                boolean firstMissing = entry.draft().type() == EventType.MISSING && !missingSeen;
                missingSeen |= firstMissing;
                unlinked.add(new Chain.Unlinked(EntryContent.of(entry.draft(), null), (after, words, contentHash) -> header(
                        new EntryRef(entry.casefileId(), after.seq() + 1), entry.draft(), EntryKind.ENTRY, null, entry.externalId(), firstMissing,
                        words, CanonicalForm.kept(entry.recordedAt()), after.next(moment),
                        entry.recordedBy() == null ? administrator.id() : entry.recordedBy(), administrator.id(), true, null,
                        Standing.INFORMATION, null, null, contentHash)));
            }
            List<Chain.Head> heads = chain.appendAll(chain.lock(file.getKey()), unlinked);
            for (int i = 0; i < fresh.size(); i++) {
                publish(heads.get(i), fresh.get(i).draft(), true, fresh.get(i).recordedBy(), null, Standing.INFORMATION, affected, EntryKind.ENTRY, null);
            }
            added += fresh.size();
        }
        if (added > 0) {
            families.changed(affected);
        }
        return added;
    }

    private EntryRef file(UUID casefileId, EntryDraft draft, Practitioner recorder, String markReason, EntryKind kind, EntryRef about,
            String reason, Set<UUID> affected) {
        UUID actor = kind == EntryKind.ENTRY ? actorOf(draft, recorder) : null;
        Optional<Permit> permit = Optional.empty();
        Standing standing = Standing.INFORMATION;
        if (actor != null) {
            Practitioner worker = organisation.get(actor);
            requireChildFile(casefileId);
            permit = permit(casefileId, draft, worker, markReason);
            standing = permit.map(p -> p.urgent() ? Standing.URGENT : Standing.AUTHORISED).orElse(Standing.MARKED);
        }
        Chain.Head head = chain.lock(casefileId);
        Instant filedAt = head.next(clock.instant());
        boolean firstMissing = draft.type() == EventType.MISSING && isFirstMissing(draft.persons());
        Standing stands = standing;
        UUID authority = permit.map(Permit::authorityId).orElse(null);
        Chain.Head after = chain.append(head, EntryContent.of(draft, reason), (before, words, contentHash) -> header(
                new EntryRef(casefileId, before.seq() + 1), draft, kind, about, null, firstMissing, words, filedAt, filedAt, recorder.id(), recorder.id(),
                false, actor, stands, authority, stands == Standing.MARKED ? markReason : null, contentHash));
        families.changed(affected);
        publish(after, draft, false, recorder.id(), actor, stands, affected, kind, about);
        return new EntryRef(casefileId, after.seq());
    }

    private Optional<Permit> permit(UUID casefileId, EntryDraft draft, Practitioner worker, String markReason) {
        List<UUID> others = jdbc.sql("""
                select id from casefile where person_id in (:persons) and kind = 'CHILD' and closed_at is null and id <> :file order by id""")
                .param("persons", draft.persons()).param("file", casefileId).query(UUID.class).list();
        if (markReason == null) {
            return Optional.of(gate.permit(casefileId, others, draft.type(), worker, CanonicalForm.kept(clock.instant())));
        }
        try {
            return Optional.of(gate.permit(casefileId, others, draft.type(), worker, CanonicalForm.kept(clock.instant())));
        } catch (org.throughline.access.Refusal nothingCarriesIt) {
            return Optional.empty();
        }
    }

    /** Who made it, where the entry records an intervention of a worker who needs authority; null where it is information, as what another agency did is (ADR 84). */
    private UUID actorOf(EntryDraft draft, Practitioner recorder) {
        Agency source = organisation.agency(draft.sourceAgencyId());
        boolean intervention = source.gated() && draft.type().intervention() != EventType.Intervention.NO
                && (draft.actedBy() != null || recorder.agencyId().equals(source.id()));
        if (!intervention) {
            if (draft.actedBy() != null && draft.type().intervention() != EventType.Intervention.NO && organisation.get(draft.actedBy()).gatedAgency()) {
                throw new Invalid(List.of(new Fault("sourceAgency", "What one of your workers did comes from your own agency. Choose it.")));
            }
            return null;
        }
        UUID actor = draft.actedBy() == null ? recorder.id() : draft.actedBy();
        if (!actor.equals(recorder.id()) && !organisation.signsFor(recorder.id(), actor, clock.instant())) {
            throw new Invalid(List.of(new Fault("actedBy", "An intervention is recorded by who made it, or by that one's supervisor.")));
        }
        if (!organisation.get(actor).agencyId().equals(source.id())) {
            throw new Invalid(List.of(new Fault("sourceAgency", "This was made by somebody of another agency. Choose the agency it comes from.")));
        }
        return actor;
    }

    private void requireChildFile(UUID casefileId) {
        if (!casefiles.get(casefileId).child()) {
            throw new Invalid(List.of(new Fault("casefile", "An intervention is recorded on a child's case file. Open the child's file and record it there.")));
        }
    }

    private static List<UUID> childFile(CasefileView file) {
        return file.child() ? List.of(file.id()) : List.of();
    }

    /** Whom an entry of this file may name: a child's family; of another person's file, that person and whoever was ever tied to them. */
    private Set<UUID> familyOf(CasefileView file) {
        Set<UUID> family = (file.child() ? families.of(file.id()) : families.of(file.id(), clock.instant())).stream().map(FamilyMember::personId)
                .collect(Collectors.toCollection(HashSet::new));
        family.add(file.personId());
        return family;
    }

    private boolean isFirstMissing(List<UUID> persons) {
        return jdbc.sql("""
                select not exists (select 1 from entry e join entry_person p on p.casefile_id = e.casefile_id and p.seq = e.seq
                                   where e.event_type = 'MISSING' and p.person_id in (:persons) and not is_taken_out(e.casefile_id, e.seq))""")
                .param("persons", persons).query(Boolean.class).single();
    }

    private List<UUID> personsOf(EntryRef entry) {
        List<UUID> persons = jdbc.sql("select person_id from entry_person where casefile_id = :file and seq = :seq and not is_taken_out(:file, :seq)")
                .param("file", entry.casefileId()).param("seq", entry.seq()).query(UUID.class).list();
        if (persons.isEmpty()) {
            throw new org.throughline.access.NotFound();
        }
        return persons;
    }

    private UUID sourceOf(EntryRef entry) {
        return jdbc.sql("select source_agency_id from entry where casefile_id = :file and seq = :seq")
                .param("file", entry.casefileId()).param("seq", entry.seq()).query(UUID.class).single();
    }

    private EventType typeOf(EntryRef entry) {
        return EventType.valueOf(jdbc.sql("select event_type from entry where casefile_id = :file and seq = :seq")
                .param("file", entry.casefileId()).param("seq", entry.seq()).query(String.class).single());
    }

    private static EntryHeader header(EntryRef place, EntryDraft draft, EntryKind kind, EntryRef about, String externalId, boolean firstMissing,
            int words, Instant recordedAt, Instant filedAt, UUID recordedBy, UUID filedBy, boolean imported, UUID actedBy, Standing standing,
            UUID authority, String markReason, byte[] contentHash) {
        return new EntryHeader(place.casefileId(), place.seq(), UuidCreator.getTimeOrderedEpoch(), kind, about, externalId, draft.eventDate(),
                draft.precision(), draft.type(), draft.sourceAgencyId(), draft.provenance(), draft.verification(), draft.impactLevel(),
                draft.key(), draft.type().keyByRule() || firstMissing, words, recordedAt, filedAt, recordedBy, filedBy, imported, actedBy,
                standing, authority, markReason, draft.persons(), contentHash);
    }

    private void publish(Chain.Head head, EntryDraft draft, boolean imported, UUID recordedBy, UUID actedBy, Standing standing, Set<UUID> affected,
            EntryKind kind, EntryRef about) {
        events.publishEvent(new EntryFiled(new EntryRef(head.casefileId(), head.seq()), draft.type(), draft.key() || draft.type().keyByRule(),
                imported, recordedBy, actedBy, standing, head.lastFiledAt(), affected, kind, about, imported ? List.of() : NotKnownYet.of(draft)));
    }
}
