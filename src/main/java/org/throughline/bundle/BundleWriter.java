package org.throughline.bundle;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.authority.Authorities;
import org.throughline.bundle.CaseBundle.Allocation;
import org.throughline.bundle.CaseBundle.Involvement;
import org.throughline.bundle.CaseBundle.Member;
import org.throughline.bundle.CaseBundle.Person;
import org.throughline.bundle.CaseBundle.Relationship;
import org.throughline.bundle.CaseBundle.Row;
import org.throughline.bundle.CaseBundle.Stay;
import org.throughline.bundle.CaseBundle.Worker;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.NewCasefile;
import org.throughline.casefile.NewPerson;
import org.throughline.casefile.Responsibility;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryDraft;
import org.throughline.chronology.EventType;
import org.throughline.chronology.ImportedEntry;
import org.throughline.organisation.AgencyKind;
import org.throughline.organisation.NewPractitioner;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** Writes a checked bundle into the record, in one transaction; what is here already is left as it is. */
@Component
class BundleWriter {

    private final RecordLookup lookup;
    private final BundleCheck check;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final Chronology chronology;
    private final Authorities authorities;
    private final Clock clock;
    private final ZoneId zone;

    BundleWriter(RecordLookup lookup, BundleCheck check, Organisation organisation, Casefiles casefiles, Chronology chronology,
            Authorities authorities, WorkingCalendar calendar, Clock clock) {
        this.lookup = lookup;
        this.check = check;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.chronology = chronology;
        this.authorities = authorities;
        this.clock = clock;
        this.zone = calendar.zone();
    }

    /** @throws BundleRefused with every fault that only the record can tell */
    @Transactional
    ImportCounts write(CaseBundle bundle, Practitioner administrator) {
        lookup.alone();
        FaultList faults = new FaultList();
        Here here = check.check(bundle, clock.instant(), faults);
        if (!faults.isEmpty()) {
            throw new BundleRefused(faults.inOrder());
        }
        return new Writing(bundle, here, administrator).run();
    }

    /** One import. */
    private final class Writing {

        private final CaseBundle bundle;
        private final Here here;
        private final Practitioner administrator;
        private final Map<String, UUID> people = new HashMap<>();
        private final Map<String, UUID> files = new HashMap<>();

        Writing(CaseBundle bundle, Here here, Practitioner administrator) {
            this.bundle = bundle;
            this.here = here;
            this.administrator = administrator;
            here.files.forEach((id, file) -> {
                people.put(id, file.personId());
                files.put(id, file.id());
            });
        }

        ImportCounts run() {
            int agencies = (int) bundle.agencies().stream().filter(this::addAgency).count();
            int workers = addWorkers();
            List<Person> added = bundle.people().stream().filter(person -> !people.containsKey(person.id())).toList();
            added.forEach(this::addPerson);
            added.forEach(this::openFile);
            int relationships = (int) bundle.relationships().stream().filter(this::addRelationship).count();
            int stays = (int) bundle.household().stream().filter(this::addStay).count();
            int involvements = (int) bundle.involvements().stream().filter(this::addInvolvement).count();
            boolean fresh = added.contains(bundle.child());
            Optional<UUID> responsible = fresh ? allocate() : Optional.empty();
            int entries = chronology.importEntries(bundle.rows().stream().map(this::entry).toList(), administrator);
            responsible.ifPresent(this::authorise);
            added.stream().filter(person -> person.child() && !person.equals(bundle.child())).forEach(this::closeFile);
            UUID file = files.get(bundle.child().id());
            return new ImportCounts(bundle.head().reference(), added.size(), added.size(), relationships, stays, agencies, workers, involvements,
                    fresh ? bundle.allocation().size() : 0, entries, bundle.rows().size() - entries, casefiles.proposals(file).size());
        }

        private boolean addAgency(Member member) {
            if (here.agencies.containsKey(member.id())) {
                return false;
            }
            here.agencies.put(member.id(), organisation.addAgency(member.id(), member.name(), member.kind()));
            return true;
        }

        /** People known by name: they cannot log in and hold no rights. Supervisors first. */
        private int addWorkers() {
            List<Worker> waiting = new ArrayList<>(bundle.practitioners());
            waiting.removeIf(worker -> here.workers.containsKey(worker.username()));
            int added = waiting.size();
            while (!waiting.isEmpty()) {
                waiting.removeIf(worker -> {
                    UUID supervisor = worker.supervisor() == null ? null : here.workers.get(worker.supervisor());
                    if (worker.supervisor() != null && supervisor == null) {
                        return false;
                    }
                    here.workers.put(worker.username(), organisation.addPractitioner(new NewPractitioner(worker.username(), worker.name(),
                            here.agencies.get(worker.agency()), null, worker.role(), supervisor, false)));
                    return true;
                });
            }
            return added;
        }

        private void addPerson(Person person) {
            String given = person.name().split("\\s+")[0];
            UUID id = casefiles.addPerson(new NewPerson(person.child(), person.name(), given, person.born(), person.expected()));
            people.put(person.id(), id);
            person.formerNames().forEach(name -> casefiles.addName(id, name, true));
            person.aliases().forEach(name -> casefiles.addName(id, name, false));
        }

        private void openFile(Person person) {
            boolean ofCase = person.equals(bundle.child());
            UUID id = people.get(person.id());
            files.put(person.id(), casefiles.openFile(new NewCasefile(BundleCheck.reference(bundle, person), id, person.child(),
                    ofCase ? bundle.head().title() : person.name(), bundle.head().jurisdiction(), keeper(), true, openedOn(person))));
            person.identifiers().forEach(identifier -> casefiles.addIdentifier(id, identifier.scheme(), identifier.value()));
        }

        /** The agency of the responsible worker, else children's social care. */
        private UUID keeper() {
            Stream<String> ofWorker = bundle.allocation().stream().filter(Allocation::responsible)
                    .flatMap(allocation -> bundle.practitioners().stream().filter(worker -> worker.username().equals(allocation.practitioner())))
                    .map(Worker::agency);
            Stream<String> socialCare = bundle.agencies().stream().filter(member -> member.kind() == AgencyKind.CHILDRENS_SOCIAL_CARE).map(Member::id);
            return Stream.concat(ofWorker, socialCare).findFirst().map(here.agencies::get).orElse(null);
        }

        /** The day of the first allocation for the case; else the day of the first record; else today. */
        private LocalDate openedOn(Person person) {
            Stream<LocalDate> days = person.equals(bundle.child()) && !bundle.allocation().isEmpty()
                    ? bundle.allocation().stream().map(Allocation::since)
                    : bundle.rows().stream().filter(row -> bundle.fileOf(row).equals(person)).map(row -> LocalDate.ofInstant(row.recordedAt(), zone));
            return days.min(Comparator.naturalOrder()).orElseGet(() -> LocalDate.ofInstant(clock.instant(), zone));
        }

        /** Nobody is responsible for the other children's files: they come in closed, on the day the bundle says or today. */
        private void closeFile(Person child) {
            Instant at = bundle.rows().stream().filter(row -> row.type() == EventType.CASE_CLOSURE && bundle.fileOf(row).equals(child))
                    .map(Row::recordedAt).max(Comparator.naturalOrder()).orElseGet(clock::instant);
            casefiles.close(files.get(child.id()), at);
        }

        private boolean addRelationship(Relationship tie) {
            UUID from = people.get(tie.from());
            UUID to = people.get(tie.to());
            Optional<RecordLookup.Kept> kept = lookup.relationship(from, to, tie);
            boolean ends = tie.until() != null && kept.map(one -> one.until() == null).orElse(true);
            UUID id = kept.map(RecordLookup.Kept::id).orElseGet(() -> casefiles.addRelationship(from, to, tie.type(), tie.since(), administrator.id()));
            if (ends) {
                casefiles.endRelationship(id, tie.until(), administrator.id());
            }
            return kept.isEmpty() || ends;
        }

        private boolean addStay(Stay stay) {
            UUID person = people.get(stay.person());
            Optional<RecordLookup.Kept> kept = lookup.stay(person, stay.address(), stay.since());
            boolean ends = stay.until() != null && kept.map(one -> one.until() == null).orElse(true);
            UUID id = kept.map(RecordLookup.Kept::id).orElseGet(() -> {
                UUID household = lookup.household(stay.address(), people.values()).orElseGet(() -> casefiles.addHousehold(stay.address(), false));
                return casefiles.addHouseholdMember(household, person, stay.since(), administrator.id());
            });
            if (ends) {
                casefiles.endHouseholdMember(id, stay.until(), administrator.id());
            }
            return kept.isEmpty() || ends;
        }

        private boolean addInvolvement(Involvement one) {
            UUID agency = here.agencies.get(one.agency());
            UUID person = people.get(one.person());
            UUID worker = one.practitioner() == null ? null : here.workers.get(one.practitioner());
            if (lookup.involvement(agency, person, worker, one).isPresent()) {
                return false;
            }
            casefiles.addInvolvement(agency, person, worker, one.since(), one.until(), null);
            return true;
        }

        /** @return the open allocation of the responsible worker */
        private Optional<UUID> allocate() {
            UUID open = null;
            for (Allocation allocation : bundle.allocation()) {
                UUID id = casefiles.allocate(files.get(bundle.child().id()), here.workers.get(allocation.practitioner()),
                        allocation.responsible() ? Responsibility.RESPONSIBLE : Responsibility.CO_WORKING, BundleCheck.startOf(allocation.since(), zone),
                        allocation.until() == null ? null : BundleCheck.startOf(allocation.until(), zone));
                open = allocation.responsible() && allocation.until() == null ? id : open;
            }
            return Optional.ofNullable(open);
        }

        /** Who was responsible elsewhere goes on with the authority they worked with. */
        private void authorise(UUID allocation) {
            UUID file = files.get(bundle.child().id());
            casefiles.responsible(file).map(organisation::get).filter(Practitioner::gatedAgency)
                    .ifPresent(worker -> authorities.grantAtImport(file, worker.id(), allocation, administrator.id()));
        }

        private ImportedEntry entry(Row row) {
            EntryDraft draft = new EntryDraft(row.eventDate(), row.precision(), row.type(), here.agencies.get(row.sourceAgency()), row.sourcePerson(),
                    row.persons().stream().map(people::get).toList(), row.summary(), row.provenance(), row.verification(), row.significance(),
                    row.impactOnChild(), row.impactLevel(), row.actionTaken(), row.outcome(), row.key(), row.attributes(), null);
            return new ImportedEntry(files.get(bundle.fileOf(row).id()), row.externalId(), draft, row.recordedAt(),
                    row.recordedBy() == null ? null : here.workers.get(row.recordedBy()));
        }
    }
}
