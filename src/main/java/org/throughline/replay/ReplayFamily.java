package org.throughline.replay;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.authority.Authorities;
import org.throughline.bundle.BundlePeople;
import org.throughline.bundle.CaseBundle;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.NewCasefile;
import org.throughline.casefile.NewPerson;
import org.throughline.casefile.RelationshipType;
import org.throughline.chronology.EventType;
import org.throughline.organisation.NewPractitioner;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;

/**
 * The family of a bundle as it comes to be known: its workers stand from the beginning; a person and their file when the first entry names
 * them; a tie or a stay when all whom it ties are known (its own day may still come: it counts from then); an involvement or an allocation
 * on its day, or when its person is known if that is later.
 */
final class ReplayFamily {

    /** The hour at which a bundle's day begins to be known. */
    private static final LocalTime MORNING = LocalTime.of(8, 0);
    private static final String IMPORTER = "replay-importer";

    private final CaseBundle bundle;
    private final ReplayTime time;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final Authorities authorities;
    private final WorkingCalendar calendar;
    private final TransactionTemplate transaction;
    private final BundlePeople.Entered entered;
    private final UUID importer;
    private final UUID gated;
    private final Map<String, UUID> people = new LinkedHashMap<>();
    private final Map<String, UUID> files = new LinkedHashMap<>();
    private final Map<String, UUID> homes = new HashMap<>();
    private boolean allocated;

    ReplayFamily(CaseBundle bundle, ReplayTime time, BundlePeople bundlePeople, Organisation organisation, Casefiles casefiles, Authorities authorities,
            WorkingCalendar calendar, TransactionTemplate transaction) {
        this.bundle = bundle;
        this.time = time;
        Instant beginning = time.now();
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.authorities = authorities;
        this.calendar = calendar;
        this.transaction = transaction;
        this.entered = bundlePeople.enter(bundle, beginning);
        this.gated = organisation.agencies().stream().filter(agency -> agency.gated()).map(agency -> agency.id()).findFirst()
                .orElseGet(() -> organisation.agencies().get(0).id());
        this.importer = transaction.execute(status -> organisation.addPractitioner(
                new NewPractitioner(IMPORTER, "The importer", gated, null, PractitionerRole.ADMINISTRATOR, manager(), true), beginning));
    }

    /** In whose line the importer stands for every recorder whom the bundle does not name; null where the agency has no manager. */
    private UUID manager() {
        return organisation.holding(PractitionerRole.TEAM_MANAGER, gated).stream().map(Practitioner::id).findFirst().orElse(null);
    }

    /** When each thing of the bundle that is no entry comes to be known. */
    List<Happening> happenings() {
        Map<String, Instant> known = new HashMap<>();
        bundle.rows().forEach(row -> row.persons().forEach(id -> known.merge(id, row.recordedAt(), (a, b) -> a.isBefore(b) ? a : b)));
        List<Happening> all = new ArrayList<>();
        bundle.people().stream().filter(person -> known.containsKey(person.id()))
                .forEach(person -> all.add(new Happening(known.get(person.id()), Happening.PERSON, () -> enter(person))));
        for (CaseBundle.Relationship tie : bundle.relationships()) {
            known(known, tie.from(), tie.to()).ifPresent(at -> {
                UUID[] id = new UUID[1];
                all.add(new Happening(at, Happening.TIE, () -> id[0] = casefiles.addRelationship(people.get(tie.from()), people.get(tie.to()), tie.type(), tie.since(), importer)));
                end(tie.until(), at).ifPresent(end -> all.add(new Happening(end, Happening.TIE, () -> casefiles.endRelationship(id[0], tie.until(), importer))));
            });
        }
        for (CaseBundle.Stay stay : bundle.household()) {
            known(known, stay.person()).ifPresent(at -> {
                UUID[] id = new UUID[1];
                all.add(new Happening(at, Happening.TIE, () -> id[0] = casefiles.addHouseholdMember(home(stay.address()), people.get(stay.person()), stay.since(), importer)));
                end(stay.until(), at).ifPresent(end -> all.add(new Happening(end, Happening.TIE, () -> casefiles.endHouseholdMember(id[0], stay.until(), importer))));
            });
        }
        for (CaseBundle.Involvement with : bundle.involvements()) {
            when(known, with.since(), with.person()).ifPresent(at -> all.add(new Happening(at, Happening.TIE, () -> casefiles.addInvolvement(
                    entered.agencies().get(with.agency()), people.get(with.person()), with.practitioner() == null ? null : worker(with.practitioner()),
                    with.since(), with.until(), null))));
        }
        firstResponsible().ifPresent(first -> when(known, first.since(), bundle.child().id()).ifPresent(at -> all.add(new Happening(at, Happening.ALLOCATION, () -> allocate(first.practitioner(), at)))));
        return all;
    }

    /** When all of these people are known; nothing where no entry ever names one of them. */
    private static Optional<Instant> known(Map<String, Instant> known, String... persons) {
        return Arrays.stream(persons).allMatch(known::containsKey) ? Arrays.stream(persons).map(known::get).max(Comparator.naturalOrder()) : Optional.empty();
    }

    /** As {@link #known}, but not before this day. */
    private Optional<Instant> when(Map<String, Instant> known, LocalDate since, String person) {
        Instant day = since.atTime(MORNING).atZone(calendar.zone()).toInstant();
        return known(known, person).map(at -> at.isAfter(day) ? at : day);
    }

    private Optional<Instant> end(LocalDate until, Instant begun) {
        return Optional.ofNullable(until).map(day -> day.atTime(MORNING).atZone(calendar.zone()).toInstant()).map(at -> at.isAfter(begun) ? at : begun);
    }

    private void enter(CaseBundle.Person person) {
        transaction.executeWithoutResult(status -> {
            UUID id = casefiles.addPerson(new NewPerson(person.child(), person.name(), person.name().split(" ")[0], person.born(), person.expected()));
            person.formerNames().forEach(name -> casefiles.addName(id, name, true));
            person.aliases().forEach(name -> casefiles.addName(id, name, false));
            person.identifiers().forEach(identifier -> casefiles.addIdentifier(id, identifier.scheme(), identifier.value()));
            people.put(person.id(), id);
            boolean ofTheCase = person.id().equals(bundle.child().id());
            LocalDate today = LocalDate.ofInstant(time.now(), calendar.zone());
            files.put(person.id(), casefiles.openFile(new NewCasefile(ofTheCase ? bundle.head().reference() : bundle.head().reference() + "-" + person.id(), id, person.child(),
                    ofTheCase ? bundle.head().title() : person.name(), bundle.head().jurisdiction(), gated, true, today)));
        });
    }

    private UUID home(String address) {
        return homes.computeIfAbsent(address, unknown -> casefiles.addHousehold(address, false));
    }

    /** Social care takes the family up now, with the first responsible worker of the bundle, where nobody is responsible yet: a referral came before its day. */
    void takeUp() {
        firstResponsible().map(CaseBundle.Allocation::practitioner).or(this::anyWorker).filter(first -> files.containsKey(bundle.child().id())).ifPresent(first -> allocate(first, time.now()));
    }

    /** Where the bundle names no responsible worker: the first whom the gated agency has, with somebody who signs for them. */
    private Optional<String> anyWorker() {
        return bundle.practitioners().stream().filter(worker -> worker.role() == PractitionerRole.SOCIAL_WORKER && worker.supervisor() != null && gated.equals(agency(worker.agency())))
                .map(CaseBundle.Worker::username).findFirst();
    }

    private Optional<CaseBundle.Allocation> firstResponsible() {
        return bundle.allocation().stream().filter(CaseBundle.Allocation::responsible).findFirst();
    }

    private void allocate(String first, Instant at) {
        if (allocated) {
            return;
        }
        allocated = true;
        UUID file = files.get(bundle.child().id());
        transaction.executeWithoutResult(status -> {
            UUID allocation = casefiles.allocate(file, worker(first), at);
            authorities.grantAtImport(file, worker(first), allocation, importer);
        });
    }

    CaseBundle bundle() {
        return bundle;
    }

    UUID worker(String username) {
        return entered.workers().get(username);
    }

    UUID agency(String id) {
        return entered.agencies().get(id);
    }

    /** Whether workers of this agency need authority for what they do with the family. */
    boolean isGated(String agency) {
        return organisation.agency(agency(agency)).gated();
    }

    /** Ties whom an entry names to the person whose file it joins, where the bundle says nothing of how they are tied. */
    void link(CaseBundle.Row row) {
        CaseBundle.Person whose = bundle.fileOf(row);
        row.persons().stream().filter(id -> !id.equals(whose.id())).filter(id -> bundle.relationships().stream().noneMatch(tie -> Set.of(tie.from(), tie.to()).equals(Set.of(id, whose.id()))))
                .forEach(id -> casefiles.addRelationship(people.get(id), people.get(whose.id()), RelationshipType.OTHER, row.eventDate(), importer));
    }

    List<UUID> persons(CaseBundle.Row row) {
        return row.persons().stream().map(people::get).toList();
    }

    /** The file of the child whom the bundle is about; null before an entry names that child. */
    UUID fileOfTheCase() {
        return files.get(bundle.child().id());
    }

    /** Whether the bundle has told by now that children's social care closed this file. The record keeps it open: what happens later must be seen. */
    boolean isClosed(UUID file) {
        return bundle.rows().stream().filter(row -> row.type() == EventType.CASE_CLOSURE && !row.recordedAt().isAfter(time.now())).anyMatch(row -> file.equals(fileOf(row)));
    }

    UUID fileOf(CaseBundle.Row row) {
        return files.get(bundle.fileOf(row).id());
    }

    /** Who records what the bundle names nobody for: the importer. */
    Practitioner importer() {
        return organisation.get(importer);
    }

    /** Everybody whose file has been opened: the children, the case's own first, then the adults. */
    Map<CaseBundle.Person, UUID> everybodysFiles() {
        Map<CaseBundle.Person, UUID> all = childrensFiles();
        bundle.people().stream().filter(person -> files.containsKey(person.id())).forEach(person -> all.putIfAbsent(person, files.get(person.id())));
        return all;
    }

    /** The children of the bundle whose files have been opened, the case's own first: name and file. */
    Map<CaseBundle.Person, UUID> childrensFiles() {
        Map<CaseBundle.Person, UUID> children = new LinkedHashMap<>();
        Stream.concat(Stream.of(bundle.child()), bundle.people().stream().filter(CaseBundle.Person::child)).filter(person -> files.containsKey(person.id()))
                .forEach(person -> children.putIfAbsent(person, files.get(person.id())));
        return children;
    }
}
