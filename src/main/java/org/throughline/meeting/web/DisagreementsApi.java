package org.throughline.meeting.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
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
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.Right;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.meeting.Disagreement;
import org.throughline.meeting.DisagreementAct;
import org.throughline.meeting.DisagreementDraft;
import org.throughline.meeting.DisagreementLinks;
import org.throughline.meeting.DisagreementSteps;
import org.throughline.meeting.DisagreementSubject;
import org.throughline.meeting.Disagreements;
import org.throughline.meeting.NewDisagreement;
import org.throughline.meeting.StaleDisagreement;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;

/** "I do not agree", over REST. A step is never done here: only the completion of its task does it. */
@RestController
class DisagreementsApi {

    private final Disagreements disagreements;
    private final DisagreementSteps steps;
    private final DisagreementLinks links;
    private final Casefiles casefiles;
    private final Organisation organisation;
    private final Access access;

    DisagreementsApi(Disagreements disagreements, DisagreementSteps steps, DisagreementLinks links, Casefiles casefiles, Organisation organisation, Access access) {
        this.disagreements = disagreements;
        this.steps = steps;
        this.links = links;
        this.casefiles = casefiles;
        this.organisation = organisation;
        this.access = access;
    }

    /** @param with a user name */
    record Written(String with, String subject, String what, String why, String couldHappen, String safeMeanwhile, boolean childInDanger, boolean ofConference) {}

    record Made(UUID id) {}

    record Why(String reason) {}

    record Text(JsonNode content) {}

    record Saved(int version, JsonNode content, Instant savedAt, String author) {}

    record Named(String username, String name, String agency, boolean chair) {}

    /** @param what null where the reader may not read the words @param waitsWith who has the waiting step; null once it has ended */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(UUID id, DisagreementSubject subject, String what, String raisedBy, String with, Instant raisedAt, String level, String levelInWords, String step,
            String waitsWith, Instant dueAt, String endKind, Instant endedAt, boolean readable) {}

    /** @param notReached why the last mail has not arrived; null where it has */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WithoutAccount(String username, String name, String notReached) {}

    /** @param to a user name */
    record SendTo(String to) {}

    record Listed(List<Line> items, List<Named> people, List<WithoutAccount> withoutAccount) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Act(String level, String step, String outcome, String by, String asked, String said, JsonNode content, Instant at) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Whole(Line line, String casefile, String why, String couldHappen, String safeMeanwhile, boolean childInDanger, boolean byLink, List<Act> acts, String task,
            boolean mayAcknowledge, boolean mayWithdraw) {}

    @GetMapping("/api/casefiles/{ref}/disagreements")
    @Transactional
    public Listed of(@PathVariable String ref) {
        CasefileView file = casefiles.byReference(ref);
        Practitioner me = access.me();
        access.require(me, Right.SEE_FILE, file.id(), "Looked at what is not agreed");
        return new Listed(disagreements.of(file.id(), me).stream().map(line -> line(line.one(), line.dueAt(), line.readable())).toList(),
                disagreements.whomToName(file.id(), me).stream().map(one -> new Named(one.username(), one.name(), organisation.agency(one.agencyId()).name(),
                        one.role() == PractitionerRole.CONFERENCE_CHAIR)).toList(),
                links.withoutAccount(file.id()).stream().map(one -> new WithoutAccount(one.username(), one.name(), links.notReached(one.id()))).toList());
    }

    private Line line(Disagreement one, Instant dueAt, boolean readable) {
        return new Line(one.id(), one.subject(), readable ? one.what() : null, name(one.raisedBy()), name(one.withId()), one.raisedAt(), one.level().name(),
                one.level().inWords(), one.step().inWords(), name(one.doerId()), dueAt, one.endKind(), one.endedAt(), readable);
    }

    private String name(UUID person) {
        return person == null ? null : organisation.get(person).name();
    }

    @PostMapping("/api/casefiles/{ref}/disagreements")
    ResponseEntity<Made> raise(@PathVariable String ref, @RequestBody Written written) {
        UUID with = organisation.find(written.with() == null ? "" : written.with()).map(Practitioner::id).orElse(null);
        DisagreementSubject subject = Arrays.stream(DisagreementSubject.values()).filter(one -> one.name().equals(written.subject())).findFirst().orElse(null);
        UUID id = disagreements.raise(new NewDisagreement(casefiles.byReference(ref).id(), with, subject, written.what(), written.why(), written.couldHappen(),
                written.safeMeanwhile(), written.childInDanger(), written.ofConference(), false), access.me());
        return ResponseEntity.created(URI.create("/api/disagreements/" + id)).body(new Made(id));
    }

    /** Sends a signed link to somebody without account, so that they can write it too. */
    @PostMapping("/api/casefiles/{ref}/disagreements/links")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void link(@PathVariable String ref, @RequestBody SendTo send) {
        links.send(casefiles.byReference(ref).id(), send.to(), access.me());
    }

    @GetMapping("/api/disagreements/{id}")
    Whole one(@PathVariable UUID id) {
        Disagreements.Whole whole = disagreements.one(id, access.me());
        Disagreement one = whole.one();
        return new Whole(line(one, whole.dueAt(), true), casefiles.get(one.casefileId()).reference(), one.why(), one.couldHappen(), one.safeMeanwhile(), one.childInDanger(),
                one.byLink(), whole.acts().stream().map(this::act).toList(), whole.task(), whole.mayAcknowledge(), whole.mayWithdraw());
    }

    private Act act(DisagreementAct act) {
        return new Act(act.level().name(), act.step().name(), act.outcome(), name(act.by()), name(act.asked()), act.said(), act.content(), act.at());
    }

    @PostMapping("/api/disagreements/{id}/acknowledgement")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void acknowledge(@PathVariable UUID id) {
        disagreements.acknowledge(id, access.me());
    }

    @PostMapping("/api/disagreements/{id}/withdrawal")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable UUID id, @RequestBody Why why) {
        disagreements.withdraw(id, why.reason(), access.me());
    }

    /** What is being written in the waiting step. */
    @GetMapping("/api/disagreements/{id}/draft")
    ResponseEntity<Saved> draft(@PathVariable UUID id) {
        return answer(steps.draft(id, access.me()));
    }

    /** Saves it, based on the version in {@code If-Match}; "0" for the first. 412 with the other version when it is not the last one. */
    @PutMapping("/api/disagreements/{id}/draft")
    ResponseEntity<Saved> save(@PathVariable UUID id, @RequestHeader(value = "If-Match", required = false) String match, @RequestBody Text text) {
        return answer(steps.save(id, version(match), text.content(), access.me()));
    }

    private static int version(String match) {
        String digits = match == null ? "" : match.replaceAll("^(W/)?\"?(\\d{1,9})\"?$", "$2");
        if (!digits.matches("\\d{1,9}")) {
            throw new Invalid(List.of(new Invalid.Fault("If-Match", "Send the version you are changing in the header If-Match, \"0\" for the first save.")));
        }
        return Integer.parseInt(digits);
    }

    private ResponseEntity<Saved> answer(DisagreementDraft draft) {
        return ResponseEntity.ok().eTag("\"" + draft.version() + "\"").body(saved(draft));
    }

    private Saved saved(DisagreementDraft draft) {
        return new Saved(draft.version(), draft.content(), draft.savedAt(), name(draft.author()));
    }

    @ExceptionHandler
    ProblemDetail stale(StaleDisagreement stale) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.PRECONDITION_FAILED, stale.getMessage());
        problem.setTitle("A newer version was saved");
        problem.setProperty("code", "stale-draft");
        problem.setProperty("current", saved(stale.current()));
        return problem;
    }
}
