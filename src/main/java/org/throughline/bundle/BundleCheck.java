package org.throughline.bundle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.throughline.bundle.CaseBundle.Allocation;
import org.throughline.bundle.CaseBundle.Head;
import org.throughline.bundle.CaseBundle.Identifier;
import org.throughline.bundle.CaseBundle.Member;
import org.throughline.bundle.CaseBundle.Person;
import org.throughline.bundle.CaseBundle.Worker;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.AllocationView;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.PersonView;
import org.throughline.casefile.Responsibility;
import org.throughline.organisation.Agency;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** Checks a bundle against the record: an import adds and changes nothing, so whatever differs from what is here is a fault with both values. */
@Component
class BundleCheck {

    private final Casefiles casefiles;
    private final Organisation organisation;
    private final WorkingCalendar calendar;
    private final RecordLookup lookup;
    private final RowsCheck rows;

    BundleCheck(Casefiles casefiles, Organisation organisation, WorkingCalendar calendar, RecordLookup lookup, RowsCheck rows) {
        this.casefiles = casefiles;
        this.organisation = organisation;
        this.calendar = calendar;
        this.lookup = lookup;
        this.rows = rows;
    }

    /** @return what of it is here already */
    Here check(CaseBundle bundle, Instant now, FaultList faults) {
        Here here = new Here();
        Head head = bundle.head();
        if (!calendar.knows(head.jurisdiction())) {
            faults.add(head.place().child("jurisdiction"), "There is no calendar of working days for the jurisdiction " + Words.shown(head.jurisdiction())
                    + ". Use england-and-wales, scotland or northern-ireland, or let your administrator assign the place to one of them.");
        }
        people(bundle, here, faults);
        bundle.agencies().forEach(member -> agency(member, here, faults));
        bundle.practitioners().forEach(worker -> worker(worker, here, faults));
        CasefileView file = here.files.get(bundle.child().id());
        if (file != null) {
            bundle.allocation().forEach(allocation -> allocation(allocation, file, here, faults));
        }
        links(bundle, here, faults);
        rows.check(bundle, here, now, faults);
        return here;
    }

    private void people(CaseBundle bundle, Here here, FaultList faults) {
        boolean caseIsHere = casefiles.findByReference(bundle.head().reference()).isPresent();
        for (Person person : bundle.people()) {
            String reference = reference(bundle, person);
            Optional<CasefileView> file = casefiles.findByReference(reference);
            if (file.isPresent() && !caseIsHere) {
                faults.add(person.place().child("id"), "A case file " + Words.shown(reference) + " is here already and belongs to somebody else. Change the id, or the reference of the case.");
            } else if (file.isPresent()) {
                here.files.put(person.id(), file.get());
                same(person, file.get(), faults);
            }
            for (Identifier identifier : person.identifiers()) {
                lookup.holders(identifier.scheme(), identifier.value()).stream()
                        .filter(holder -> holder.born() != null && person.born() != null && !holder.born().equals(person.born())).findFirst().ifPresent(holder ->
                                faults.add(identifier.place(), "This identifier belongs here to a person born " + holder.born() + ", and in the bundle to one born "
                                        + person.born() + ". Find out which is right and correct the other."));
            }
        }
    }

    /** The file of the case's child has the reference of the case; every other file adds the id of its person. */
    static String reference(CaseBundle bundle, Person person) {
        String reference = bundle.head().reference();
        return person.equals(bundle.child()) ? reference : reference + "-" + person.id();
    }

    private void same(Person person, CasefileView file, FaultList faults) {
        PersonView known = casefiles.person(file.personId());
        if (file.child() != person.child()) {
            faults.add(person.place().child("role"), "The case file " + file.reference() + " is here as that of " + (file.child() ? "a child" : "an adult") + ". Correct the role, or the reference of the case.");
        }
        differs(faults, person.place().child("name"), known.name(), person.name(), "name of this person");
        differs(faults, person.place().child("born"), known.born(), person.born(), "date of birth");
        differs(faults, person.place().child("expected"), known.expected(), person.expected(), "expected date of delivery");
    }

    private static void differs(FaultList faults, Place place, Object here, Object inBundle, String what) {
        if (!Objects.equals(here, inBundle)) {
            faults.add(place, "The " + what + " is " + shown(here) + " here and " + shown(inBundle) + " in the bundle. An import changes nothing: write what is here, or correct the record first.");
        }
    }

    private static String shown(Object value) {
        return value == null ? "not known" : Words.shown(value.toString());
    }

    private void agency(Member member, Here here, FaultList faults) {
        Optional<Agency> known = organisation.agency(member.id());
        if (known.isEmpty()) {
            return;
        }
        here.agencies.put(member.id(), known.get().id());
        differs(faults, member.place().child("name"), known.get().name(), member.name(), "name of the agency " + member.id());
        differs(faults, member.place().child("kind"), known.get().kind(), member.kind(), "kind of the agency " + member.id());
    }

    private void worker(Worker worker, Here here, FaultList faults) {
        Optional<Practitioner> known = organisation.find(worker.username());
        if (known.isEmpty()) {
            return;
        }
        here.workers.put(worker.username(), known.get().id());
        differs(faults, worker.place().child("name"), known.get().name(), worker.name(), "name of " + worker.username());
        differs(faults, worker.place().child("agency"), known.get().agencyCode(), worker.agency(), "agency of " + worker.username());
        differs(faults, worker.place().child("role"), known.get().role(), worker.role(), "role of " + worker.username());
        if (worker.supervisor() != null) {
            String line = organisation.lineSupervisorOf(known.get().id()).map(Practitioner::username).orElse(null);
            differs(faults, worker.place().child("supervisor"), line, worker.supervisor(), "supervisor of " + worker.username());
        }
    }

    /** Responsibility moves by a handover, never by an import. */
    private void allocation(Allocation allocation, CasefileView file, Here here, FaultList faults) {
        List<AllocationView> known = casefiles.allocations(file.id());
        if (known.stream().noneMatch(one -> isSame(one, allocation, here))) {
            faults.add(allocation.place(), "The case file " + file.reference() + " is here already, and this allocation is not. Who is responsible changes by a handover: take it out of the bundle and ask for one.");
        }
    }

    private boolean isSame(AllocationView known, Allocation allocation, Here here) {
        return known.practitionerId().equals(here.workers.get(allocation.practitioner()))
                && (known.responsibility() == Responsibility.RESPONSIBLE) == allocation.responsible()
                && known.since().equals(startOf(allocation.since(), calendar.zone()));
    }

    static Instant startOf(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private void links(CaseBundle bundle, Here here, FaultList faults) {
        Set<String> known = new HashSet<>(here.files.keySet());
        bundle.relationships().stream().filter(tie -> known.contains(tie.from()) && known.contains(tie.to())).forEach(tie ->
                lookup.relationship(here.person(tie.from()), here.person(tie.to()), tie).ifPresent(kept -> ended(faults, tie.place(), kept, tie.until())));
        bundle.household().stream().filter(stay -> known.contains(stay.person())).forEach(stay ->
                lookup.stay(here.person(stay.person()), stay.address(), stay.since()).ifPresent(kept -> ended(faults, stay.place(), kept, stay.until())));
        bundle.involvements().stream().filter(one -> known.contains(one.person()) && here.agencies.containsKey(one.agency())).forEach(one ->
                lookup.involvement(here.agencies.get(one.agency()), here.person(one.person()), here.workers.get(one.practitioner()), one)
                        .ifPresent(kept -> differs(faults, one.place().child("until"), kept.until(), one.until(), "end of this involvement")));
    }

    private static void ended(FaultList faults, Place place, RecordLookup.Kept kept, LocalDate until) {
        if (kept.until() != null) {
            differs(faults, place.child("until"), kept.until(), until, "end");
        }
    }
}
