package org.throughline.casefile.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.Right;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.SourceView;
import org.throughline.casefile.web.Names.AgencyName;
import org.throughline.casefile.web.Names.Worker;
import org.throughline.organisation.Agency;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** Known and not seen: sources of a case file. */
@RestController
class SourceController {

    record Source(UUID id, AgencyName agency, String holder, String what, SourceView.State state, Instant knownAt, Instant askedAt, Instant receivedAt, Worker owner,
            String action, LocalDate actionDue, String receivedWhat, String receivedFrom, LocalDate receivedOn) {}

    record NewSource(String agency, String holder, String what) {}

    record Answer(String owner, String action, LocalDate actionDue) {}

    /** @param what which document came, or which entry holds it @param from from whom @param on on which day */
    record Came(String what, String from, LocalDate on) {}

    record Created(UUID id) {}

    private final Access access;
    private final Casefiles casefiles;
    private final Organisation organisation;
    private final Names names;

    SourceController(Access access, Casefiles casefiles, Organisation organisation, Names names) {
        this.access = access;
        this.casefiles = casefiles;
        this.organisation = organisation;
        this.names = names;
    }

    @GetMapping("/api/casefiles/{ref}/sources")
    @Transactional
    List<Source> sources(@PathVariable String ref) {
        Practitioner me = access.me();
        CasefileView file = casefiles.byReference(ref);
        access.require(me, Right.KEEP_SOURCES, file.id(), "Looked at the sources");
        return casefiles.sources(file.id()).stream().map(s -> new Source(s.id(), names.agency(s.agencyId()), s.holder(), s.what(), s.state(), s.knownAt(),
                s.askedAt(), s.receivedAt(), names.worker(s.ownerId()), s.action(), s.actionDue(), s.receivedWhat(), s.receivedFrom(), s.receivedOn())).toList();
    }

    @PostMapping("/api/casefiles/{ref}/sources")
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    Created add(@PathVariable String ref, @RequestBody NewSource source) {
        Practitioner me = access.me();
        CasefileView file = casefiles.byReference(ref);
        access.require(me, Right.KEEP_SOURCES, file.id(), "Added a source");
        UUID agency = source.agency() == null || source.agency().isBlank() ? null : organisation.agency(source.agency()).map(Agency::id)
                .orElseThrow(() -> fault("agency", "There is no agency with this code. Leave it empty, or choose one of the register."));
        return new Created(casefiles.addSource(file.id(), agency, source.holder(), source.what()));
    }

    @PutMapping("/api/sources/{id}/answer")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    void answer(@PathVariable UUID id, @RequestBody Answer answer) {
        Practitioner me = keeper(id, "Said who gets a source");
        UUID owner = answer.owner() == null || answer.owner().isBlank() ? null : organisation.find(answer.owner()).map(Practitioner::id)
                .orElseThrow(() -> fault("owner", "There is nobody with this user name."));
        casefiles.answerSource(id, owner, answer.action(), answer.actionDue(), me.id());
    }

    @PostMapping("/api/sources/{id}/asked-for")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    void askedFor(@PathVariable UUID id) {
        casefiles.sourceAskedFor(id, keeper(id, "Asked for a source").id());
    }

    @PostMapping("/api/sources/{id}/received")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    void received(@PathVariable UUID id, @RequestBody Came came) {
        casefiles.sourceReceived(id, came.what(), came.from(), came.on(), keeper(id, "Received a source").id());
    }

    private Practitioner keeper(UUID source, String what) {
        Practitioner me = access.me();
        access.require(me, Right.KEEP_SOURCES, casefiles.source(source).casefileId(), what);
        return me;
    }

    private static Invalid fault(String field, String reason) {
        return new Invalid(List.of(new Invalid.Fault(field, reason)));
    }
}
