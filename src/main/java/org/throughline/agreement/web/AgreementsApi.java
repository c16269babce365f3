package org.throughline.agreement.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.agreement.AgreementDrafts;
import org.throughline.agreement.AgreementStep;
import org.throughline.agreement.AgreementView;
import org.throughline.agreement.AgreementViews;
import org.throughline.agreement.Agreements;
import org.throughline.casefile.Casefiles;
import org.throughline.organisation.Organisation;
import org.throughline.workflow.StaleStepDraft;
import org.throughline.workflow.StepDraft;

/** Voluntary agreements over REST. A step is never done here: only the completion of its task does it. */
@RestController
class AgreementsApi {

    private final Agreements agreements;
    private final AgreementViews views;
    private final AgreementDrafts drafts;
    private final Casefiles casefiles;
    private final Organisation organisation;
    private final Access access;

    AgreementsApi(Agreements agreements, AgreementViews views, AgreementDrafts drafts, Casefiles casefiles, Organisation organisation, Access access) {
        this.agreements = agreements;
        this.views = views;
        this.drafts = drafts;
        this.casefiles = casefiles;
        this.organisation = organisation;
        this.access = access;
    }

    /** @param content a text of an agreement or of a step; the shape of an agreement's text is that of {@code text} when it is read */
    record Text(JsonNode content) {}

    record Begun(UUID id) {}

    record Reason(String reason) {}

    record Words(String words) {}

    record Draft(int version, JsonNode content, Instant savedAt, String author) {}

    @GetMapping("/api/casefiles/{ref}/agreements")
    List<AgreementView.Line> list(@PathVariable String ref) {
        return views.ofCasefile(casefiles.byReference(ref).id(), access.me());
    }

    /** Begins a draft; without content it begins with the worker's agency as a party and the latest review date. */
    @PostMapping("/api/casefiles/{ref}/agreements")
    ResponseEntity<Begun> draft(@PathVariable String ref, @RequestBody Text text) {
        UUID id = agreements.draft(casefiles.byReference(ref).id(), text.content(), access.me());
        return ResponseEntity.created(URI.create("/api/agreements/" + id)).body(new Begun(id));
    }

    @GetMapping("/api/agreements/{id}")
    AgreementView one(@PathVariable UUID id) {
        return views.of(id, access.me());
    }

    /** What the rules A1 to A14 say of a text as it is written, and what else it lacks. Nothing is kept. */
    @PostMapping("/api/agreements/{id}/check")
    Agreements.Checked check(@PathVariable UUID id, @RequestBody Text text) {
        return agreements.check(id, text.content(), access.me());
    }

    /** It was not kept: {@code what, on, from, provenance, verification, forTheChild}. */
    @PostMapping("/api/agreements/{id}/breaches")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void breached(@PathVariable UUID id, @RequestBody Text text) {
        agreements.breached(id, text.content(), access.me());
    }

    /** A parent withdraws: {@code party, on, said, safe}. No breach. */
    @PostMapping("/api/agreements/{id}/withdrawal")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdrawn(@PathVariable UUID id, @RequestBody Text text) {
        agreements.withdrawn(id, text.content(), access.me());
    }

    @PostMapping("/api/agreements/{id}/not-pursued")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void dropped(@PathVariable UUID id, @RequestBody Reason reason) {
        agreements.dropped(id, reason.reason(), access.me());
    }

    @PostMapping("/api/agreements/{id}/take-over")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void takeOver(@PathVariable UUID id) {
        agreements.takeOver(id, access.me());
    }

    /** What the next worker must know of it (HB8). */
    @PostMapping("/api/agreements/{id}/handed-on")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void handedOn(@PathVariable UUID id, @RequestBody Words words) {
        agreements.handedOn(id, words.words(), access.me());
    }

    /** @param draft text, approval, explanation, answers, review, renewal, lapse or breach: the one of the step that waits */
    @GetMapping("/api/agreements/{id}/{draft}")
    ResponseEntity<Draft> draft(@PathVariable UUID id, @PathVariable String draft) {
        return answer(drafts.get(id, step(draft), access.me()));
    }

    /** Saves a draft based on the version in {@code If-Match}; "0" for the first. 412 with the other version when it is not the last one. */
    @PutMapping("/api/agreements/{id}/{draft}")
    ResponseEntity<Draft> save(@PathVariable UUID id, @PathVariable String draft, @RequestHeader(value = "If-Match", required = false) String match, @RequestBody Text text) {
        return answer(drafts.save(id, step(draft), version(match), text.content(), access.me()));
    }

    private static AgreementStep step(String draft) {
        return AgreementStep.ofDraft(draft).orElseThrow(NotFound::new);
    }

    private static int version(String match) {
        String digits = match == null ? "" : match.replaceAll("^(W/)?\"?(\\d{1,9})\"?$", "$2");
        if (!digits.matches("\\d{1,9}")) {
            throw new Invalid(List.of(new Invalid.Fault("If-Match", "Send the version you are changing in the header If-Match, \"0\" for the first save.")));
        }
        return Integer.parseInt(digits);
    }

    private ResponseEntity<Draft> answer(StepDraft draft) {
        return ResponseEntity.ok().eTag("\"" + draft.version() + "\"").body(body(draft));
    }

    private Draft body(StepDraft draft) {
        return new Draft(draft.version(), draft.content(), draft.savedAt(), draft.author() == null ? null : organisation.get(draft.author()).name());
    }

    @ExceptionHandler
    ProblemDetail stale(StaleStepDraft stale) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.PRECONDITION_FAILED, stale.getMessage());
        problem.setTitle("A newer version was saved");
        problem.setProperty("code", "stale-draft");
        problem.setProperty("current", body(stale.current()));
        return problem;
    }
}
