package org.throughline.casefile.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Look;
import org.throughline.access.Right;
import org.throughline.casefile.Arrangements;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Families;
import org.throughline.casefile.FamilySearch;
import org.throughline.casefile.FileFound;
import org.throughline.casefile.KnownChild;
import org.throughline.casefile.PersonView;
import org.throughline.casefile.web.Names.AgencyName;
import org.throughline.casefile.web.Names.Worker;
import org.throughline.organisation.Practitioner;

/** Find a family; what stands on the first page of a case file; who looked. */
@RestController
class CasefileController {

    private static final int LOOKS_AT_ONCE = 50;

    /** @param mayOpen whether the reader may open this file as they stand now */
    record Found(String reference, String givenName, Integer yearOfBirth, String responsible, boolean mayOpen) {}

    /** @param until the last day whose events belong to this family; null while the link stands */
    record Member(UUID id, String name, String givenName, String why, int step, LocalDate until) {}

    record Involved(AgencyName agency, UUID person, String personName, String practitioner, LocalDate since, LocalDate until) {}

    record Allocated(Worker worker, String responsibility, Instant since, Instant until) {}

    record Holder(Worker worker, String kind, Instant since, Instant until) {}

    /** @param may what the reader may do here, for offering the next step @param agreements that have not ended, for who sees the history */
    record File(String reference, String title, boolean childFile, String jurisdiction, boolean open, AgencyName agency, PersonView person, List<Member> people,
            List<Involved> agencies, List<Allocated> allocation, List<Holder> mayAct, int undecidedMatches, long sourcesNotSeen, List<Right> may,
            List<Arrangements.Arrangement> agreements) {}

    /** @param next give it as {@code before} for the next page; null at the end */
    record Looks(List<Look> looks, UUID next) {}

    private final Access access;
    private final Casefiles casefiles;
    private final Families families;
    private final FamilySearch search;
    private final KnownChild known;
    private final Names names;
    private final ObjectProvider<Arrangements> arrangements;
    private final Clock clock;

    CasefileController(Access access, Casefiles casefiles, Families families, FamilySearch search, KnownChild known, Names names,
            ObjectProvider<Arrangements> arrangements, Clock clock) {
        this.known = known;
        this.access = access;
        this.casefiles = casefiles;
        this.families = families;
        this.search = search;
        this.names = names;
        this.arrangements = arrangements;
        this.clock = clock;
    }

    /** With {@code q}, a whole reference: looks for that family, and a reason must be given. Without: the families of the reader. */
    @GetMapping("/api/casefiles")
    @Transactional
    List<Found> find(@RequestParam(required = false) String q, @RequestParam(required = false) String reason) {
        Practitioner me = access.me();
        return found(me, q == null && reason == null ? search.mine(me) : search.byReference(me, q, reason));
    }

    /** @param q a name, or part of one, or of a reference */
    record Sought(String q, String reason) {}

    /** Looks for a family by a name: sent in the body, since an address is kept in many places (security.md, "Records"). */
    @PostMapping("/api/casefiles/search")
    @Transactional
    List<Found> search(@RequestBody Sought sought) {
        Practitioner me = access.me();
        return found(me, search.find(me, sought.q(), sought.reason()));
    }

    /** Known or not, and whom to ring (minimal disclosure). */
    @PostMapping("/api/casefiles/known")
    @Transactional
    List<KnownChild.Known> known(@RequestBody KnownChild.Question question) {
        return known.ask(access.me(), question);
    }

    private List<Found> found(Practitioner me, List<FileFound> files) {
        Set<UUID> mine = access.allowedOf(me, Right.SEE_FILE, files.stream().map(FileFound::id).toList());
        return files.stream().map(f -> new Found(f.reference(), f.givenName(), f.yearOfBirth(), f.responsible(), mine.contains(f.id()))).toList();
    }

    @GetMapping("/api/casefiles/{ref}")
    @Transactional
    File get(@PathVariable String ref) {
        Practitioner me = access.me();
        CasefileView file = casefiles.byReference(ref);
        access.require(me, Right.SEE_FILE, file.id(), "Opened the case file");
        return new File(file.reference(), file.title(), file.child(), file.jurisdiction(), file.open(), names.agency(file.agencyId()),
                casefiles.person(file.personId()),
                families.of(file.id()).stream().map(m -> new Member(m.personId(), m.name(), m.givenName(), m.whyInWords(), m.step(), m.until())).toList(),
                casefiles.involvements(file.id()).stream().map(i -> new Involved(new AgencyName(i.agencyCode(), i.agencyName()), i.personId(), i.personName(),
                        i.practitionerName(), i.since(), i.until())).toList(),
                casefiles.allocations(file.id()).stream().map(a -> new Allocated(names.worker(a.practitionerId()), a.responsibility().name(), a.since(), a.until()))
                        .toList(),
                casefiles.authorityHolders(file.id()).stream().map(h -> new Holder(names.worker(h.practitionerId()), h.kind(), h.since(), h.until())).toList(),
                casefiles.proposals(file.id()).size(), casefiles.sources(file.id()).stream().filter(s -> s.receivedAt() == null).count(),
                List.copyOf(access.rightsOn(file.id(), me)), access.may(me, Right.SEE_HISTORY, file.id())
                        ? arrangements.orderedStream().flatMap(known -> known.of(file.id(), clock.instant()).stream()).toList() : List.of());
    }

    @GetMapping("/api/casefiles/{ref}/access-log")
    @Transactional
    Looks looks(@PathVariable String ref, @RequestParam(required = false) UUID before) {
        Practitioner me = access.me();
        CasefileView file = casefiles.byReference(ref);
        access.require(me, Right.SEE_ACCESS_LOG, file.id(), "Looked at who looked");
        List<Look> looks = access.looks(file.id(), before, LOOKS_AT_ONCE);
        return new Looks(looks, looks.size() < LOOKS_AT_ONCE ? null : looks.get(looks.size() - 1).id());
    }
}
