package org.throughline.authority.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Right;
import org.throughline.authority.ClosureDraft;
import org.throughline.authority.ClosureView;
import org.throughline.authority.Closings;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Retries;
import org.throughline.organisation.Agency;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** Closes a case file: the worker asks, the line supervisor agrees, the agencies are told. */
@RestController
class CaseClosureApi {

    /** @param outcome AGREED or NOT_AGREED; null while it waits */
    record Asked(String reason, String askedBy, Instant askedAt, String outcome, String answer, String answeredBy, Instant answeredAt, List<ClosureDraft.Ending> endings) {}

    /** @param onlyDone true where the file can be closed only after it was done */
    record Open(UUID id, String what, Instant dueAt, String owner, boolean onlyDone) {}

    record ToTell(String agency, String name, boolean told) {}

    /** @param asked the last request; null where nobody has asked */
    record State(boolean open, Asked asked, List<Open> mustStillHappen, List<ToTell> agencies) {}

    record Answer(boolean agreed, String answer) {}

    record Told(String agency, String how, LocalDate on) {}

    private final Closings closings;
    private final Casefiles casefiles;
    private final Organisation organisation;
    private final Access access;

    CaseClosureApi(Closings closings, Casefiles casefiles, Organisation organisation, Access access) {
        this.closings = closings;
        this.casefiles = casefiles;
        this.organisation = organisation;
        this.access = access;
    }

    @GetMapping("/api/casefiles/{ref}/closure")
    @Transactional
    State state(@PathVariable String ref) {
        Right right = casefiles.byReference(ref).open() ? Right.CLOSE_FILE : Right.TELL_AGENCIES;
        return state(allowed(access.me(), ref, right, "Looked at the closing of the case file"));
    }

    @PostMapping("/api/casefiles/{ref}/closure")
    @ResponseStatus(HttpStatus.CREATED)
    State ask(@PathVariable String ref, @RequestBody ClosureDraft draft) {
        return Retries.of(() -> {
            Practitioner me = access.me();
            CasefileView file = allowed(me, ref, Right.CLOSE_FILE, "Asked to close the case file");
            closings.ask(file.id(), draft, me);
            return state(file);
        });
    }

    @PostMapping("/api/casefiles/{ref}/closure/answer")
    State answer(@PathVariable String ref, @RequestBody Answer answer) {
        return Retries.of(() -> {
            Practitioner me = access.me();
            CasefileView file = allowed(me, ref, Right.AGREE_CLOSING, "Answered the request to close the case file");
            closings.answer(file.id(), answer.agreed(), answer.answer(), me);
            return state(file);
        });
    }

    @PostMapping("/api/casefiles/{ref}/closure/agencies-told")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void told(@PathVariable String ref, @RequestBody Told told) {
        Practitioner me = access.me();
        CasefileView file = allowed(me, ref, Right.TELL_AGENCIES, "Recorded that an agency was told");
        UUID agency = told.agency() == null ? null : organisation.agency(told.agency()).map(Agency::id).orElse(null);
        closings.agencyTold(file.id(), agency, told.how(), told.on(), me);
    }

    private CasefileView allowed(Practitioner me, String ref, Right right, String what) {
        CasefileView file = casefiles.byReference(ref);
        access.require(me, right, file.id(), what);
        return file;
    }

    private State state(CasefileView file) {
        return new State(casefiles.get(file.id()).open(), closings.last(file.id()).map(this::asked).orElse(null),
                closings.mustStillHappen(file.id()).stream()
                        .map(one -> new Open(one.id(), one.what(), one.dueAt(), name(one.ownerId()), Closings.onlyDone(one))).toList(),
                closings.agencies(file.id()).entrySet().stream().map(one -> {
                    Agency agency = organisation.agency(one.getKey());
                    return new ToTell(agency.code(), agency.name(), one.getValue());
                }).toList());
    }

    private Asked asked(ClosureView one) {
        return new Asked(one.reason(), name(one.askedBy()), one.askedAt(), one.outcome(), one.answer(), name(one.answeredBy()), one.answeredAt(), one.endings());
    }

    private String name(UUID person) {
        return person == null ? null : organisation.get(person).name();
    }
}
