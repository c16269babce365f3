package org.throughline.casefile;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Invalid;
import org.throughline.access.Invalid.Fault;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.organisation.Practitioner;

/**
 * What changes about the people of a family: who they are, what they are to each other, where they live. Each act locks every family history that it
 * touches, in ascending id, computes the families again and raises their version, so that whoever has read sees that something is new (domain 2 and 3).
 * Whether somebody may do it is the caller's to ask ({@code Access}).
 */
@Service
public class FamilyRecord {

    private static final int LONGEST_ADDRESS = 500;

    /** @param since null for today */
    public record TieDraft(UUID from, UUID to, RelationshipType type, LocalDate since) {}

    /** @param leaving whether the people leave where they live now on the day they move in */
    public record HouseholdDraft(String address, boolean protectedAddress, List<UUID> people, LocalDate since, boolean leaving) {

        public HouseholdDraft {
            people = people == null ? List.of() : List.copyOf(people);
        }
    }

    private final Clock clock;
    private final WorkingCalendar calendar;
    private final Casefiles casefiles;
    private final Families families;
    private final KnownPeople known;
    private final People people;
    private final Links links;
    private final LinkRows rows;
    private final Matches matches;
    private final PersonChanges changes;
    private final ApplicationEventPublisher events;

    FamilyRecord(Clock clock, WorkingCalendar calendar, Casefiles casefiles, Families families, KnownPeople known, People people, Links links, LinkRows rows,
            Matches matches, PersonChanges changes, ApplicationEventPublisher events) {
        this.clock = clock;
        this.calendar = calendar;
        this.casefiles = casefiles;
        this.families = families;
        this.known = known;
        this.people = people;
        this.links = links;
        this.rows = rows;
        this.matches = matches;
        this.changes = changes;
        this.events = events;
    }

    // ------------------------------------------------------------ people

    /**
     * Somebody belongs to the family: somebody new, or somebody recorded already.
     *
     * @param to        to whom they are tied; null for the child
     * @param decisions what was decided about records that may be the same person
     * @throws KnownAlready where somebody may be known already and nobody has said whether they are
     */
    @Transactional
    public UUID addPerson(UUID casefileId, PersonDraft draft, RelationshipType type, UUID to, LocalDate since, List<OpeningDraft.Decided> decisions, Practitioner by) {
        List<Fault> faults = new ArrayList<>();
        PersonCheck.check(faults, "person", draft, today());
        need(faults, "relationship", type, "Say what this person is to the family.");
        near(faults, "since", since);
        refuse(faults);
        UUID tiedTo = to == null ? casefiles.get(casefileId).personId() : member(casefileId, to);
        known.alone();
        families.lockAffectedBy(Stream.of(tiedTo, draft.known()).filter(java.util.Objects::nonNull).toList());
        UUID id = draft.known() == null ? known.record(draft) : people.find(draft.known()).map(PersonView::id).orElseThrow(NotFound::new);
        tie(new TieDraft(id, tiedTo, type, since == null ? today() : since), by);
        if (draft.child()) {
            matches.lookByMother(id);
        }
        if (draft.known() == null) {
            known.settle(Map.of(id, draft.name().strip()), decisions, by);
        }
        changed(id, tiedTo, "RECORDED", by);
        return id;
    }

    /** A former name or an alias. */
    @Transactional
    public void addName(UUID casefileId, UUID personId, String name, boolean former, Practitioner by) {
        List<Fault> faults = new ArrayList<>();
        PersonCheck.name(faults, "name", name);
        refuse(faults);
        lock(member(casefileId, personId));
        people.addName(personId, name.strip(), former);
        matches.lookByName(personId);
        changed(personId, null, "NAME", by);
    }

    /** A number by which another system knows somebody: equal ones link two records by rule. */
    @Transactional
    public void addIdentifier(UUID casefileId, UUID personId, String scheme, String value, Practitioner by) {
        List<Fault> faults = new ArrayList<>();
        need(faults, "scheme", scheme, "Say what kind of number it is.");
        need(faults, "value", value, "Give the number.");
        refuse(faults);
        lock(member(casefileId, personId));
        String clean = value.replaceAll("\\s", "");
        people.addIdentifier(personId, scheme.strip(), clean);
        matches.linkByIdentifier(personId, scheme.strip(), clean);
        changed(personId, null, "IDENTIFIER", by);
    }

    /** The day of birth, once; for a child who was expected it is the birth. */
    @Transactional
    public void born(UUID casefileId, UUID personId, LocalDate day, Practitioner by) {
        PersonView person = dated(casefileId, personId, "born", day);
        if (person.born() != null) {
            throw new Refusal("The day of birth is recorded already: " + person.born() + ". If it is wrong, tell the records officer; it is not written over.", "already-there");
        }
        people.born(personId, day);
        matches.lookByName(personId);
        changed(personId, null, "BORN", by);
    }

    /** Another expected day, until the child is born. */
    @Transactional
    public void expected(UUID casefileId, UUID personId, LocalDate day, Practitioner by) {
        List<Fault> faults = new ArrayList<>();
        need(faults, "expected", day, "Give the expected day.");
        if (day != null && day.isAfter(today().plusDays(310))) {
            faults.add(new Fault("expected", "This date lies too far ahead. Check the year."));
        }
        refuse(faults);
        lock(member(casefileId, personId));
        PersonView person = people.find(personId).orElseThrow(NotFound::new);
        if (!person.child() || person.born() != null) {
            throw new Refusal("Only a child who is not born yet has an expected day.", "already-there");
        }
        people.expected(personId, day);
        changed(personId, null, "EXPECTED", by);
    }

    /** The day of death, once. */
    @Transactional
    public void died(UUID casefileId, UUID personId, LocalDate day, Practitioner by) {
        PersonView person = dated(casefileId, personId, "died", day);
        if (person.born() != null && day.isBefore(person.born())) {
            throw new Invalid(List.of(new Fault("died", "This day lies before the day of birth.")));
        }
        if (!people.died(personId, day)) {
            throw new Refusal("The day of death is recorded already. If it is wrong, tell the records officer; it is not written over.", "already-there");
        }
        changed(personId, null, "DIED", by);
    }

    private PersonView dated(UUID casefileId, UUID personId, String field, LocalDate day) {
        List<Fault> faults = new ArrayList<>();
        need(faults, field, day, "Give the day.");
        PersonCheck.born(faults, field, day, today());
        refuse(faults);
        lock(member(casefileId, personId));
        return people.find(personId).orElseThrow(NotFound::new);
    }

    // ------------------------------------------------------------ what people are to each other

    /** Somebody of the family is something to somebody; one of the two belongs to the family already. */
    @Transactional
    public UUID addRelationship(UUID casefileId, TieDraft draft, Practitioner by) {
        List<Fault> faults = new ArrayList<>();
        need(faults, "from", draft.from(), "Say who it is.");
        need(faults, "to", draft.to(), "Say to whom.");
        need(faults, "type", draft.type(), "Say what they are to each other.");
        if (draft.from() != null && draft.from().equals(draft.to())) {
            faults.add(new Fault("to", "Nobody is tied to themselves. Choose another person."));
        }
        near(faults, "since", draft.since());
        refuse(faults);
        member(casefileId, draft.from());
        member(casefileId, draft.to());
        lock(draft.from(), draft.to());
        if (rows.standing(draft.from(), draft.to(), draft.type())) {
            throw new Refusal("This is recorded already, and has not ended.", "already-there");
        }
        UUID id = tie(new TieDraft(draft.from(), draft.to(), draft.type(), draft.since() == null ? today() : draft.since()), by);
        changed(draft.from(), draft.to(), "RELATIONSHIP", by);
        return id;
    }

    private UUID tie(TieDraft draft, Practitioner by) {
        return links.addRelationship(draft.from(), draft.to(), draft.type(), draft.since(), by.id());
    }

    /** @throws Refusal {@code already-ended}: a second end is refused, and the first one stands */
    @Transactional
    public void endRelationship(UUID casefileId, UUID relationshipId, LocalDate until, Practitioner by) {
        LinkRows.Tie tie = rows.relationship(relationshipId);
        member(casefileId, tie.from());
        member(casefileId, tie.to());
        ends(tie.since(), until);
        Set<UUID> affected = lock(tie.from(), tie.to());
        mustNotHaveEnded(rows.relationship(relationshipId).until());
        events.publishEvent(new LinkEnded(affected, by.id(), until));
        links.endRelationship(relationshipId, until, by.id());
        changed(tie.from(), tie.to(), "RELATIONSHIP_ENDED", by);
    }

    // ------------------------------------------------------------ where people live

    /** People of the family live at an address. @return the id of the household */
    @Transactional
    public UUID addHousehold(UUID casefileId, HouseholdDraft draft, Practitioner by) {
        List<Fault> faults = new ArrayList<>();
        need(faults, "address", draft.address(), "Give the address.");
        if (draft.address() != null && draft.address().length() > LONGEST_ADDRESS) {
            faults.add(new Fault("address", "This is too long. Use at most " + LONGEST_ADDRESS + " characters."));
        }
        if (draft.people().isEmpty()) {
            faults.add(new Fault("people", "Say who lives there."));
        }
        near(faults, "since", draft.since());
        refuse(faults);
        draft.people().forEach(person -> member(casefileId, person));
        Set<UUID> affected = families.lockAffectedBy(draft.people());
        LocalDate since = draft.since() == null ? today() : draft.since();
        if (draft.leaving()) {
            events.publishEvent(new LinkEnded(affected, by.id(), since));
            for (LinkRows.Stay stay : rows.staysOf(draft.people())) {
                links.endMember(stay.id(), since.isBefore(stay.since()) ? stay.since() : since, by.id());
                changed(stay.person(), null, "HOUSEHOLD_LEFT", by);
            }
        }
        UUID home = links.addHousehold(draft.address().strip(), draft.protectedAddress());
        draft.people().forEach(person -> moveIn(home, person, since, by));
        return home;
    }

    /** Somebody of the family lives in a household that is recorded. */
    @Transactional
    public UUID addHouseholdMember(UUID casefileId, UUID householdId, UUID personId, LocalDate since, Practitioner by) {
        List<Fault> faults = new ArrayList<>();
        need(faults, "person", personId, "Say who lives there.");
        near(faults, "since", since);
        refuse(faults);
        ofFamily(casefileId, householdId);
        families.lockAffectedBy(Stream.concat(rows.peopleOf(householdId).stream(), Stream.of(member(casefileId, personId))).collect(Collectors.toSet()));
        if (rows.staysOf(List.of(personId)).stream().anyMatch(stay -> stay.household().equals(householdId))) {
            throw new Refusal("This person is recorded in this household already.", "already-there");
        }
        return moveIn(householdId, personId, since == null ? today() : since, by);
    }

    private UUID moveIn(UUID household, UUID person, LocalDate since, Practitioner by) {
        UUID id = links.addMember(household, person, since, by.id());
        matches.lookByAddress(person, household);
        changed(person, null, "HOUSEHOLD", by);
        return id;
    }

    /** @throws Refusal {@code already-ended} where they left before */
    @Transactional
    public void endHouseholdMember(UUID casefileId, UUID memberId, LocalDate until, Practitioner by) {
        LinkRows.Stay stay = rows.stay(memberId);
        member(casefileId, stay.person());
        ends(stay.since(), until);
        Set<UUID> affected = families.lockAffectedBy(rows.peopleOf(stay.household()));
        mustNotHaveEnded(rows.stay(memberId).until());
        events.publishEvent(new LinkEnded(affected, by.id(), until));
        links.endMember(memberId, until, by.id());
        changed(stay.person(), null, "HOUSEHOLD_LEFT", by);
    }

    /** An address must not leave the file any more, or may again. */
    @Transactional
    public void protect(UUID casefileId, UUID householdId, boolean protectedAddress, String reason, Practitioner by) {
        List<Fault> faults = new ArrayList<>();
        need(faults, "reason", reason, protectedAddress ? "Say why this address must not be known." : "Say why this address may be known again.");
        refuse(faults);
        ofFamily(casefileId, householdId);
        List<UUID> living = rows.peopleOf(householdId);
        families.lockAffectedBy(living);
        if (!rows.protect(householdId, protectedAddress, reason.strip(), by.id(), clock.instant())) {
            throw new Refusal(protectedAddress ? "This address is protected already." : "This address is not protected.", "already-there");
        }
        living.forEach(person -> changed(person, null, protectedAddress ? "ADDRESS_PROTECTED" : "ADDRESS_OPEN", by));
    }

    // ------------------------------------------------------------ together

    private UUID member(UUID casefileId, UUID personId) {
        if (personId == null || !(casefiles.get(casefileId).personId().equals(personId)
                || families.of(casefileId).stream().anyMatch(member -> member.personId().equals(personId)))) {
            throw new NotFound();
        }
        return personId;
    }

    private void ofFamily(UUID casefileId, UUID householdId) {
        Set<UUID> family = families.of(casefileId).stream().map(FamilyMember::personId).collect(Collectors.toSet());
        if (rows.peopleOf(householdId).stream().noneMatch(family::contains)) {
            throw new NotFound();
        }
    }

    private Set<UUID> lock(UUID... persons) {
        return families.lockAffectedBy(List.of(persons));
    }

    private void changed(UUID person, UUID other, String kind, Practitioner by) {
        changes.add(person, other, kind, by.id());
        Collection<UUID> both = other == null ? List.of(person) : List.of(person, other);
        families.changed(families.lockAffectedBy(both));
    }

    private void ends(LocalDate since, LocalDate until) {
        List<Fault> faults = new ArrayList<>();
        need(faults, "until", until, "Say when it ended.");
        if (until != null && until.isBefore(since)) {
            faults.add(new Fault("until", "This day lies before the day it began, " + since + "."));
        }
        near(faults, "until", until);
        refuse(faults);
    }

    private static void mustNotHaveEnded(LocalDate until) {
        if (until != null) {
            throw new Refusal("This ended on " + until + " already. If that is wrong, record it as it was beside it; an end is not written over.", "already-ended");
        }
    }

    private void near(List<Fault> faults, String field, LocalDate day) {
        if (day != null && day.isAfter(today().plusYears(1))) {
            faults.add(new Fault(field, "This day lies too far ahead. Check the year."));
        }
    }

    private static void need(List<Fault> faults, String field, Object given, String ask) {
        if (given == null || given instanceof String text && text.isBlank()) {
            faults.add(new Fault(field, ask));
        }
    }

    private static void refuse(List<Fault> faults) {
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), calendar.zone());
    }
}
