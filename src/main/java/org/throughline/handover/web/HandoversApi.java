package org.throughline.handover.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.casefile.Casefiles;
import org.throughline.handover.BeforeYouKnock;
import org.throughline.handover.BesideTheAccount;
import org.throughline.handover.Draft;
import org.throughline.handover.HandoverDrafts;
import org.throughline.handover.HandoverStep;
import org.throughline.handover.HandoverType;
import org.throughline.handover.HandoverView;
import org.throughline.handover.HandoverViews;
import org.throughline.handover.Handovers;
import org.throughline.handover.NewHandover;
import org.throughline.handover.ReasonCode;
import org.throughline.handover.StaleDraft;
import org.throughline.organisation.Organisation;

/** Handovers over REST. A step is never done here: only the completion of its task does it. */
@RestController
@RequestMapping("/api/handovers")
class HandoversApi {

    private final Handovers handovers;
    private final HandoverViews views;
    private final HandoverDrafts drafts;
    private final BesideTheAccount beside;
    private final BeforeYouKnock knock;
    private final Casefiles casefiles;
    private final Organisation organisation;
    private final Access access;

    HandoversApi(Handovers handovers, HandoverViews views, HandoverDrafts drafts, BesideTheAccount beside, BeforeYouKnock knock, Casefiles casefiles,
                 Organisation organisation, Access access) {
        this.handovers = handovers;
        this.views = views;
        this.drafts = drafts;
        this.beside = beside;
        this.knock = knock;
        this.casefiles = casefiles;
        this.organisation = organisation;
        this.access = access;
    }

    record Request(String casefile, String incoming, String type, String reasonCode, String plannedFor, Boolean discussionPossible, String coverUntil) {}

    record Made(UUID id) {}

    record Why(String reason) {}

    record Waiver(String condition, List<String> conditions, String reason) {}

    record Reassignment(String incoming, String reason) {}

    record Told(List<JsonNode> told) {}

    record Text(JsonNode content) {}

    record Saved(int version, JsonNode content, Instant savedAt, String author) {}

    @PostMapping
    ResponseEntity<Made> request(@RequestBody Request request) {
        NewHandover wanted = read(request);
        UUID id = handovers.request(wanted, access.me());
        return ResponseEntity.created(URI.create("/api/handovers/" + id)).body(new Made(id));
    }

    private NewHandover read(Request request) {
        List<Invalid.Fault> faults = new ArrayList<>();
        HandoverType type = code(HandoverType.class, request.type(), "type", "Choose a kind of handover.", faults);
        ReasonCode reason = code(ReasonCode.class, request.reasonCode(), "reasonCode", "Choose why the worker changes.", faults);
        LocalDate planned = day(request.plannedFor(), "plannedFor", faults);
        LocalDate coverUntil = day(request.coverUntil(), "coverUntil", faults);
        if (request.casefile() == null || request.casefile().isBlank()) {
            faults.add(new Invalid.Fault("casefile", "Name the case file by its reference."));
        }
        if (request.incoming() == null || request.incoming().isBlank()) {
            faults.add(new Invalid.Fault("incoming", "Name the new worker by user name."));
        }
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
        return new NewHandover(casefiles.byReference(request.casefile()).id(), request.incoming(), type, reason, planned,
                !Boolean.FALSE.equals(request.discussionPossible()), coverUntil);
    }

    private static <E extends Enum<E>> E code(Class<E> codes, String sent, String field, String ask, List<Invalid.Fault> faults) {
        return Arrays.stream(codes.getEnumConstants()).filter(code -> code.name().equals(sent)).findFirst().orElseGet(() -> {
            faults.add(new Invalid.Fault(field, ask + " One of: " + String.join(", ", Arrays.stream(codes.getEnumConstants()).map(Enum::name).toList()) + "."));
            return null;
        });
    }

    private static LocalDate day(String sent, String field, List<Invalid.Fault> faults) {
        try {
            return sent == null || sent.isBlank() ? null : LocalDate.parse(sent);
        } catch (DateTimeParseException e) {
            faults.add(new Invalid.Fault(field, "Give the day as year-month-day, such as 2026-09-07."));
            return null;
        }
    }

    @GetMapping("/{id}")
    HandoverView one(@PathVariable UUID id) {
        return views.of(id, access.me());
    }

    @PostMapping("/{id}/withdrawal")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable UUID id, @RequestBody Why why) {
        handovers.withdraw(id, why.reason(), access.me());
    }

    @PostMapping("/{id}/waivers")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void waive(@PathVariable UUID id, @RequestBody Waiver waiver) {
        List<String> conditions = new ArrayList<>(waiver.conditions() == null ? List.of() : waiver.conditions());
        if (waiver.condition() != null) {
            conditions.add(waiver.condition());
        }
        handovers.waive(id, conditions, waiver.reason(), access.me());
    }

    @PostMapping("/{id}/reassignment")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reassign(@PathVariable UUID id, @RequestBody Reassignment reassignment) {
        handovers.reassign(id, reassignment.incoming(), reassignment.reason(), access.me());
    }

    @PostMapping("/{id}/take-over")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void takeOver(@PathVariable UUID id) {
        handovers.takeOver(id, access.me());
    }

    @PostMapping("/{id}/agencies-told")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void agenciesTold(@PathVariable UUID id, @RequestBody Told told) {
        handovers.agenciesTold(id, told.told() == null ? List.of() : told.told(), access.me());
    }

    @GetMapping("/{id}/beside-the-account")
    BesideTheAccount.Facts beside(@PathVariable UUID id) {
        return beside.of(id, access.me());
    }

    @GetMapping("/{id}/before-you-knock")
    BeforeYouKnock.Page knock(@PathVariable UUID id) {
        return knock.of(id, access.me());
    }

    @GetMapping("/{id}/{draft}")
    ResponseEntity<Saved> draft(@PathVariable UUID id, @PathVariable String draft) {
        return answer(drafts.get(id, step(draft), access.me()));
    }

    /** Saves a draft based on the version in {@code If-Match}; "0" for the first. 412 with the other version when it is not the last one. */
    @PutMapping("/{id}/{draft}")
    ResponseEntity<Saved> save(@PathVariable UUID id, @PathVariable String draft, @RequestHeader(value = "If-Match", required = false) String match,
                               @RequestBody Text text) {
        return answer(drafts.save(id, step(draft), version(match), text.content(), access.me()));
    }

    private static HandoverStep step(String draft) {
        return HandoverStep.ofDraft(draft).orElseThrow(NotFound::new);
    }

    private static int version(String match) {
        String digits = match == null ? "" : match.replaceAll("^(W/)?\"?(\\d{1,9})\"?$", "$2");
        if (!digits.matches("\\d{1,9}")) {
            throw new Invalid(List.of(new Invalid.Fault("If-Match", "Send the version you are changing in the header If-Match, \"0\" for the first save.")));
        }
        return Integer.parseInt(digits);
    }

    private ResponseEntity<Saved> answer(Draft draft) {
        return ResponseEntity.ok().eTag("\"" + draft.version() + "\"").body(saved(draft));
    }

    private Saved saved(Draft draft) {
        return new Saved(draft.version(), draft.content(), draft.savedAt(), draft.author() == null ? null : organisation.get(draft.author()).name());
    }

    @ExceptionHandler
    ProblemDetail stale(StaleDraft stale) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.PRECONDITION_FAILED, stale.getMessage());
        problem.setTitle("A newer version was saved");
        problem.setProperty("code", "stale-draft");
        problem.setProperty("current", saved(stale.current()));
        return problem;
    }
}
