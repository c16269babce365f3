package org.throughline.bundle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.throughline.bundle.CaseBundle.Allocation;
import org.throughline.bundle.CaseBundle.Identifier;
import org.throughline.bundle.CaseBundle.Involvement;
import org.throughline.bundle.CaseBundle.Person;
import org.throughline.bundle.CaseBundle.Relationship;
import org.throughline.bundle.CaseBundle.Stay;
import org.throughline.bundle.CaseBundle.Worker;

/** Checks the parts of case.json against each other. */
final class CaseChecks {

    private final CaseBundle bundle;
    private final FaultList faults;
    private final Set<String> people;
    private final Set<String> agencies;
    private final Set<String> workers;

    CaseChecks(CaseBundle bundle, FaultList faults) {
        this.bundle = bundle;
        this.faults = faults;
        this.people = ids(bundle.people(), Person::id);
        this.agencies = ids(bundle.agencies(), CaseBundle.Member::id);
        this.workers = ids(bundle.practitioners(), Worker::username);
    }

    private static <T> Set<String> ids(List<T> all, Function<T, String> id) {
        return all.stream().map(id).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    void run() {
        once(bundle.people(), Person::id, Person::place, "id", "person");
        once(bundle.agencies(), CaseBundle.Member::id, CaseBundle.Member::place, "id", "agency");
        once(bundle.practitioners(), Worker::username, Worker::place, "username", "practitioner");
        people();
        identifiers();
        relationships();
        stays();
        workers();
        involvements();
        allocation();
    }

    private <T> void once(List<T> all, Function<T, String> id, Function<T, Place> place, String field, String what) {
        Map<String, Place> first = new HashMap<>();
        for (T one : all) {
            String value = id.apply(one);
            Place earlier = value == null ? null : first.putIfAbsent(value.toLowerCase(Locale.ROOT), place.apply(one));
            if (earlier != null) {
                faults.add(place.apply(one).child(field), "The id " + Words.shown(value) + " already names the " + what + " of line " + earlier.line() + ". Give each " + what + " an id of its own.");
            }
        }
    }

    private void known(Place place, String field, String value, Set<String> ids, String what, String list) {
        if (value != null && !ids.contains(value)) {
            faults.add(place.child(field), "There is no " + what + " " + Words.shown(value) + " in '" + list + "'. Add it there, or correct the id.");
        }
    }

    private void people() {
        if (bundle.people().stream().noneMatch(Person::child)) {
            faults.add(new Place(BundleFiles.CASE, 0, 0, "people"), "There is no child among the people. A bundle holds a child's family: give the child the role CHILD.");
        }
        for (Person person : bundle.people()) {
            if (person.child() && person.born() == null && person.expected() == null) {
                faults.add(person.place().child("born"), "A child needs 'born', or 'expected' while unborn. Add one of them as a date such as 2009-08-21.");
            }
            if (!person.child() && person.expected() != null) {
                faults.add(person.place().child("expected"), "An adult has no expected date of delivery. Give it to the unborn child, or make the role CHILD.");
            }
        }
    }

    private void identifiers() {
        Map<List<String>, Person> holder = new HashMap<>();
        for (Person person : bundle.people()) {
            Set<List<String>> own = new HashSet<>();
            for (Identifier identifier : person.identifiers()) {
                if (identifier.scheme() == null || identifier.value() == null) {
                    continue;
                }
                List<String> key = List.of(identifier.scheme(), identifier.value());
                if (!own.add(key)) {
                    faults.add(identifier.place(), "This identifier stands twice with the same person. Keep one.");
                    continue;
                }
                Person other = holder.putIfAbsent(key, person);
                if (other != null && person.born() != null && other.born() != null && !person.born().equals(other.born())) {
                    faults.add(identifier.place(), "The same identifier belongs to a person born " + other.born() + " (line " + other.place().line()
                            + ") and to this one born " + person.born() + ". Correct the identifier or the date of birth.");
                }
            }
        }
    }

    private void relationships() {
        Map<List<Object>, Place> seen = new HashMap<>();
        for (Relationship tie : bundle.relationships()) {
            known(tie.place(), "from", tie.from(), people, "person", "people");
            known(tie.place(), "to", tie.to(), people, "person", "people");
            if (tie.from() == null || tie.to() == null || tie.type() == null || tie.since() == null) {
                continue;
            }
            if (tie.from().equals(tie.to())) {
                faults.add(tie.place(), "This relationship leads from " + Words.shown(tie.from()) + " to the same person. Name the other one.");
            }
            Place earlier = seen.putIfAbsent(List.of(tie.from(), tie.to(), tie.type(), tie.since()), tie.place());
            if (earlier != null) {
                faults.add(tie.place(), "The same relationship stands in line " + earlier.line() + ". Keep one.");
            }
            switch (tie.type()) {
                case PARENT, GRANDPARENT -> olderFirst(tie);
                default -> { }
            }
        }
    }

    private void olderFirst(Relationship tie) {
        LocalDate older = born(tie.from());
        LocalDate younger = born(tie.to());
        if (older != null && younger != null && !older.isBefore(younger)) {
            faults.add(tie.place(), Words.shown(tie.from()) + " (born " + older + ") cannot be the " + tie.type().name().toLowerCase(Locale.ROOT) + " of "
                    + Words.shown(tie.to()) + " (born " + younger + "). Swap from and to, or correct a date of birth.");
        }
    }

    private LocalDate born(String id) {
        return bundle.people().stream().filter(person -> id.equals(person.id())).map(Person::born).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private void stays() {
        Map<List<Object>, Place> seen = new HashMap<>();
        for (Stay stay : bundle.household()) {
            known(stay.place(), "person", stay.person(), people, "person", "people");
            if (stay.person() != null && stay.address() != null && stay.since() != null) {
                Place earlier = seen.putIfAbsent(List.of(stay.person(), stay.address(), stay.since()), stay.place());
                if (earlier != null) {
                    faults.add(stay.place(), "The same stay stands in line " + earlier.line() + ". Keep one.");
                }
            }
        }
    }

    private void workers() {
        Map<String, String> line = new HashMap<>();
        for (Worker worker : bundle.practitioners()) {
            known(worker.place(), "agency", worker.agency(), agencies, "agency", "agencies");
            known(worker.place(), "supervisor", worker.supervisor(), workers, "practitioner", "practitioners");
            if (worker.username() != null && worker.supervisor() != null) {
                line.putIfAbsent(worker.username(), worker.supervisor());
            }
        }
        for (Worker worker : bundle.practitioners()) {
            List<String> circle = circle(worker.username(), line);
            if (!circle.isEmpty()) {
                faults.add(worker.place().child("supervisor"), "The line of supervision runs in a circle: " + String.join(" - ", circle) + ". Somebody at the top has no supervisor.");
            }
        }
    }

    /** The circle through this person, beginning and ending there; empty where there is none. */
    private static List<String> circle(String start, Map<String, String> line) {
        List<String> path = new ArrayList<>();
        for (String at = start; at != null && path.size() <= line.size(); at = line.get(at)) {
            path.add(at);
            if (path.size() > 1 && at.equals(start)) {
                return path;
            }
        }
        return List.of();
    }

    private void involvements() {
        Set<List<Object>> seen = new HashSet<>();
        for (Involvement involvement : bundle.involvements()) {
            known(involvement.place(), "agency", involvement.agency(), agencies, "agency", "agencies");
            known(involvement.place(), "person", involvement.person(), people, "person", "people");
            known(involvement.place(), "practitioner", involvement.practitioner(), workers, "practitioner", "practitioners");
            if (involvement.agency() != null && involvement.person() != null && involvement.since() != null
                    && !seen.add(java.util.Arrays.asList(involvement.agency(), involvement.person(), involvement.since(), involvement.practitioner()))) {
                faults.add(involvement.place(), "The same involvement stands here twice. Keep one.");
            }
        }
    }

    private void allocation() {
        List<Allocation> responsible = new ArrayList<>();
        Set<List<Object>> seen = new HashSet<>();
        for (Allocation allocation : bundle.allocation()) {
            known(allocation.place(), "practitioner", allocation.practitioner(), workers, "practitioner", "practitioners");
            if (allocation.practitioner() == null || allocation.since() == null) {
                continue;
            }
            if (!seen.add(List.of(allocation.practitioner(), allocation.since(), allocation.responsible()))) {
                faults.add(allocation.place(), "The same allocation stands here twice. Keep one.");
            } else if (allocation.responsible()) {
                responsible.stream().filter(other -> overlap(other, allocation)).findFirst().ifPresent(other ->
                        faults.add(allocation.place(), "The allocation of line " + other.place().line()
                                + " is RESPONSIBLE at the same time. One worker is responsible: end the earlier one with 'until', or make one CO_WORKING."));
                responsible.add(allocation);
            }
        }
    }

    private static boolean overlap(Allocation a, Allocation b) {
        return (a.until() == null || a.until().isAfter(b.since())) && (b.until() == null || b.until().isAfter(a.since()));
    }
}
