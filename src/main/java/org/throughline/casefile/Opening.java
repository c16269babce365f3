package org.throughline.casefile;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Invalid;
import org.throughline.access.Invalid.Fault;
import org.throughline.access.Refusal;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.organisation.Practitioner;

/**
 * Opens a case file, and opens a closed one again: the child, who is there, how they are tied, and the first responsible worker.
 * Links are written before anything that rests on them; whether the worker may act is not decided here.
 */
@Service
public class Opening {

    private static final String ENGLAND_AND_WALES = "england-and-wales";

    /** @param at the moment from which the worker is responsible */
    public record Opened(UUID casefileId, UUID allocationId, Instant at) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final WorkingCalendar calendar;
    private final Casefiles casefiles;
    private final Families families;
    private final KnownPeople known;
    private final People people;
    private final Links links;
    private final Matches matches;
    private final Allocations allocations;

    Opening(JdbcClient jdbc, Clock clock, WorkingCalendar calendar, Casefiles casefiles, Families families, KnownPeople known, People people, Links links,
            Matches matches, Allocations allocations) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.calendar = calendar;
        this.casefiles = casefiles;
        this.families = families;
        this.known = known;
        this.people = people;
        this.links = links;
        this.matches = matches;
        this.allocations = allocations;
    }

    /** Everything that has to be put right before the file can be opened; the worker is the caller's to check. */
    public List<Fault> faults(OpeningDraft draft) {
        return OpeningCheck.faults(draft, today(), calendar);
    }

    /**
     * Writes the file, its people and their ties, and makes the worker responsible.
     *
     * @throws KnownAlready where somebody may be known already and nobody has said whether they are
     * @throws Refusal      {@code has-a-file} where the child has a case file
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Opened open(OpeningDraft draft, Practitioner opener, Practitioner worker) {
        known.alone();
        families.lockAffectedBy(Stream.concat(Stream.concat(Stream.of(draft.child()), draft.people().stream().map(OpeningDraft.Present::person)).map(PersonDraft::known),
                draft.decisions().stream().map(OpeningDraft.Decided::known)).filter(Objects::nonNull).toList());
        Map<UUID, String> fresh = new LinkedHashMap<>();
        UUID child = somebody(draft.child(), "child", fresh);
        known.mustHaveNoOtherFile(child, null);
        PersonView whose = people.find(child).orElseThrow();
        UUID file = casefiles.openFile(new NewCasefile(nextReference("C"), child, true, title(draft, whose), jurisdiction(draft), worker.agencyId(), false, today()));
        UUID home = PersonCheck.blank(draft.address()) ? null : links.addHousehold(draft.address().strip(), draft.addressProtected());
        for (int i = 0; i < draft.people().size(); i++) {
            OpeningDraft.Present one = draft.people().get(i);
            UUID person = somebody(one.person(), "people[" + i + "]", fresh);
            personFile(person, draft, worker);
            links.addRelationship(person, child, one.relationship(), since(one, whose), opener.id());
            if (one.livesWithChild()) {
                moveIn(home, person, today(), opener);
            }
        }
        if (home != null) {
            moveIn(home, child, whose.born() == null && whose.expected() != null && whose.expected().isAfter(today()) ? whose.expected() : today(), opener);
        }
        matches.lookByMother(child);
        known.settle(fresh, draft.decisions(), opener);
        known.mustHaveNoOtherFile(child, file);
        return begin(file, "OPENED", draft.reason(), draft.referredBy().strip(), opener, worker);
    }

    /**
     * Opens a closed file again: what was recorded stays, somebody is responsible from now on.
     *
     * @throws Refusal {@code not-closed} where it is open
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Opened reopen(UUID casefileId, String reason, Practitioner opener, Practitioner worker) {
        families.lock(casefileId);
        CasefileView file = casefiles.get(casefileId);
        if (!file.child() || file.open()) {
            throw new Refusal(file.child() ? "Case file " + file.reference() + " is open." : "Only a child's case file is opened again.", "not-closed");
        }
        return begin(casefileId, "REOPENED", reason, null, opener, worker);
    }

    private Opened begin(UUID file, String kind, String reason, String referredBy, Practitioner opener, Practitioner worker) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        jdbc.sql("""
                insert into case_opening (id, casefile_id, kind, reason, referred_by, opened_by, worker_id, opened_at)
                values (:id, :file, :kind, :reason, :referred, :by, :worker, :at)""")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("file", file).param("kind", kind).param("reason", reason.strip())
                .param("referred", referredBy, Types.VARCHAR).param("by", opener.id()).param("worker", worker.id()).param("at", Timestamp.from(at)).update();
        jdbc.sql("update casefile set closed_at = null where id = :file and closed_at is not null").param("file", file).update();
        UUID allocation = allocations.add(file, worker.id(), Responsibility.RESPONSIBLE, at, null, null);
        families.changed(List.of(file));
        return new Opened(file, allocation, at);
    }

    private UUID somebody(PersonDraft person, String field, Map<UUID, String> fresh) {
        if (person.known() != null) {
            return people.find(person.known()).map(PersonView::id).orElseThrow(() -> new Invalid(List.of(new Fault(field + ".known", "Nobody is recorded with this id."))));
        }
        UUID id = known.record(person);
        fresh.put(id, person.name().strip());
        return id;
    }

    /** Every person who is no child has a file of their own. */
    private void personFile(UUID person, OpeningDraft draft, Practitioner worker) {
        PersonView view = people.find(person).orElseThrow();
        if (!view.child() && casefiles.ofPerson(person).isEmpty()) {
            casefiles.openFile(new NewCasefile(nextReference("P"), person, false, view.name(), jurisdiction(draft), worker.agencyId(), false, today()));
        }
    }

    private void moveIn(UUID home, UUID person, LocalDate since, Practitioner by) {
        links.addMember(home, person, since, by.id());
        matches.lookByAddress(person, home);
    }

    private LocalDate since(OpeningDraft.Present one, PersonView child) {
        return one.since() != null ? one.since() : child.born() != null ? child.born() : today();
    }

    private String nextReference(String kind) {
        String next;
        do {
            long number = jdbc.sql("select nextval('casefile_number')").query(Long.class).single();
            next = "%s-%d-%05d".formatted(kind, today().getYear(), number);
        } while (casefiles.findByReference(next).isPresent());
        return next;
    }

    private static String title(OpeningDraft draft, PersonView child) {
        return PersonCheck.blank(draft.title()) ? child.name() : draft.title().strip();
    }

    private static String jurisdiction(OpeningDraft draft) {
        return PersonCheck.blank(draft.jurisdiction()) ? ENGLAND_AND_WALES : draft.jurisdiction();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), calendar.zone());
    }
}
