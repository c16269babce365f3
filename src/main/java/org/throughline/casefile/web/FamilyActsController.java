package org.throughline.casefile.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Right;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.FamilyRecord;
import org.throughline.casefile.KnownAlready;
import org.throughline.casefile.KnownShown;
import org.throughline.casefile.OpeningDraft;
import org.throughline.casefile.PersonChanges;
import org.throughline.casefile.PersonDraft;
import org.throughline.casefile.RelationshipType;
import org.throughline.casefile.Retries;
import org.throughline.casefile.web.Names.Worker;
import org.throughline.organisation.Practitioner;

/** What changes about the people of a family, what they are to each other, and where they live. */
@RestController
class FamilyActsController {

    /** @param to to whom the relationship is; null for the child */
    record NewMember(PersonDraft person, RelationshipType relationship, UUID to, LocalDate since, List<OpeningDraft.Decided> decisions) {}

    record NewName(String name, boolean former) {}

    record NewIdentifier(String scheme, String value) {}

    record Born(LocalDate born) {}

    record Expected(LocalDate expected) {}

    record Died(LocalDate died) {}

    record Until(LocalDate until) {}

    record Lives(UUID person, LocalDate since) {}

    record Protection(boolean protectedAddress, String reason) {}

    record Made(UUID id) {}

    record Change(UUID person, String name, UUID other, String otherName, String inWords, Instant at, Worker by) {}

    private final Access access;
    private final Casefiles casefiles;
    private final FamilyRecord family;
    private final PersonChanges changes;
    private final Names names;
    private final KnownShown shown;

    FamilyActsController(Access access, Casefiles casefiles, FamilyRecord family, PersonChanges changes, Names names, KnownShown shown) {
        this.access = access;
        this.casefiles = casefiles;
        this.family = family;
        this.changes = changes;
        this.names = names;
        this.shown = shown;
    }

    @GetMapping("/api/casefiles/{ref}/people/changes")
    @Transactional
    List<Change> changes(@PathVariable String ref, @RequestParam Instant since) {
        Practitioner me = access.me();
        CasefileView file = casefiles.byReference(ref);
        access.require(me, Right.SEE_HISTORY, file.id(), "Looked at what changed about the people");
        return changes.since(file.id(), since).stream()
                .map(one -> new Change(one.person(), one.name(), one.other(), one.otherName(), one.inWords(), one.at(), names.worker(one.by()))).toList();
    }

    @PostMapping("/api/casefiles/{ref}/people")
    @ResponseStatus(HttpStatus.CREATED)
    Made addPerson(@PathVariable String ref, @RequestBody NewMember sent) {
        return made(ref, "Recorded somebody of the family", (file, me) -> family.addPerson(file, sent.person(), sent.relationship(), sent.to(), sent.since(),
                sent.decisions() == null ? List.of() : sent.decisions(), me));
    }

    @PostMapping("/api/casefiles/{ref}/people/{person}/names")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void addName(@PathVariable String ref, @PathVariable UUID person, @RequestBody NewName sent) {
        done(ref, "Recorded a name", (file, me) -> family.addName(file, person, sent.name(), sent.former(), me));
    }

    @PostMapping("/api/casefiles/{ref}/people/{person}/identifiers")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void addIdentifier(@PathVariable String ref, @PathVariable UUID person, @RequestBody NewIdentifier sent) {
        done(ref, "Recorded a number", (file, me) -> family.addIdentifier(file, person, sent.scheme(), sent.value(), me));
    }

    @PutMapping("/api/casefiles/{ref}/people/{person}/born")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void born(@PathVariable String ref, @PathVariable UUID person, @RequestBody Born sent) {
        done(ref, "Recorded a birth", (file, me) -> family.born(file, person, sent.born(), me));
    }

    @PutMapping("/api/casefiles/{ref}/people/{person}/expected")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void expected(@PathVariable String ref, @PathVariable UUID person, @RequestBody Expected sent) {
        done(ref, "Recorded an expected day", (file, me) -> family.expected(file, person, sent.expected(), me));
    }

    @PutMapping("/api/casefiles/{ref}/people/{person}/died")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void died(@PathVariable String ref, @PathVariable UUID person, @RequestBody Died sent) {
        done(ref, "Recorded a death", (file, me) -> family.died(file, person, sent.died(), me));
    }

    @PostMapping("/api/casefiles/{ref}/relationships")
    @ResponseStatus(HttpStatus.CREATED)
    Made addRelationship(@PathVariable String ref, @RequestBody FamilyRecord.TieDraft sent) {
        return made(ref, "Recorded a relationship", (file, me) -> family.addRelationship(file, sent, me));
    }

    @PostMapping("/api/casefiles/{ref}/relationships/{id}/end")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endRelationship(@PathVariable String ref, @PathVariable UUID id, @RequestBody Until sent) {
        done(ref, "Recorded that a relationship ended", (file, me) -> family.endRelationship(file, id, sent.until(), me));
    }

    @PostMapping("/api/casefiles/{ref}/households")
    @ResponseStatus(HttpStatus.CREATED)
    Made addHousehold(@PathVariable String ref, @RequestBody FamilyRecord.HouseholdDraft sent) {
        return made(ref, "Recorded where people live", (file, me) -> family.addHousehold(file, sent, me));
    }

    @PostMapping("/api/casefiles/{ref}/households/{household}/members")
    @ResponseStatus(HttpStatus.CREATED)
    Made addMember(@PathVariable String ref, @PathVariable UUID household, @RequestBody Lives sent) {
        return made(ref, "Recorded who lives somewhere", (file, me) -> family.addHouseholdMember(file, household, sent.person(), sent.since(), me));
    }

    @PostMapping("/api/casefiles/{ref}/households/members/{stay}/end")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endMember(@PathVariable String ref, @PathVariable UUID stay, @RequestBody Until sent) {
        done(ref, "Recorded that somebody left an address", (file, me) -> family.endHouseholdMember(file, stay, sent.until(), me));
    }

    @PutMapping("/api/casefiles/{ref}/households/{household}/protection")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void protect(@PathVariable String ref, @PathVariable UUID household, @RequestBody Protection sent) {
        done(ref, "Said whether an address is protected", (file, me) -> family.protect(file, household, sent.protectedAddress(), sent.reason(), me));
    }

    @ExceptionHandler(KnownAlready.class)
    ResponseEntity<ProblemDetail> known(KnownAlready known) {
        return shown.answer(known);
    }

    private Made made(String ref, String what, BiFunction<UUID, Practitioner, UUID> act) {
        return Retries.of(() -> {
            Practitioner me = access.me();
            return new Made(act.apply(keeper(me, ref, what), me));
        });
    }

    private void done(String ref, String what, BiConsumer<UUID, Practitioner> act) {
        Retries.of(() -> {
            Practitioner me = access.me();
            act.accept(keeper(me, ref, what), me);
            return true;
        });
    }

    private UUID keeper(Practitioner me, String ref, String what) {
        UUID file = casefiles.byReference(ref).id();
        access.require(me, Right.KEEP_PEOPLE, file, what);
        return file;
    }
}
