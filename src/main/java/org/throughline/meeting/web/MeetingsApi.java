package org.throughline.meeting.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.casefile.Casefiles;
import org.throughline.meeting.InvitationReplies;
import org.throughline.meeting.MeetingActions;
import org.throughline.meeting.MeetingCards;
import org.throughline.meeting.MeetingDraft;
import org.throughline.meeting.MeetingDrafts;
import org.throughline.meeting.MeetingKind;
import org.throughline.meeting.MeetingStep;
import org.throughline.meeting.MeetingView;
import org.throughline.meeting.MeetingViews;
import org.throughline.meeting.Meetings;
import org.throughline.meeting.OvertakenMeetings;
import org.throughline.meeting.MinutesPaper;
import org.throughline.meeting.Replies;
import org.throughline.meeting.StaleMeetingDraft;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** Multi-agency meetings over REST. A step is never done here: only the completion of its task does it. */
@RestController
class MeetingsApi {

    private final Meetings meetings;
    private final OvertakenMeetings overtaken;
    private final MeetingActions actions;
    private final MeetingViews views;
    private final MeetingDrafts drafts;
    private final MinutesPaper paper;
    private final Replies replies;
    private final MeetingCards cards;
    private final Casefiles casefiles;
    private final Organisation organisation;
    private final Access access;

    MeetingsApi(Meetings meetings, OvertakenMeetings overtaken, MeetingActions actions, MeetingViews views, MeetingDrafts drafts, MinutesPaper paper, Replies replies, MeetingCards cards, Casefiles casefiles, Organisation organisation, Access access) {
        this.meetings = meetings;
        this.overtaken = overtaken;
        this.actions = actions;
        this.views = views;
        this.drafts = drafts;
        this.paper = paper;
        this.replies = replies;
        this.cards = cards;
        this.casefiles = casefiles;
        this.organisation = organisation;
        this.access = access;
    }

    /** @param kind such as STRATEGY, CONFERENCE, PLANNING */
    record Call(String kind, String why) {}

    record Called(UUID id) {}

    record Convenor(String convenor, String reason) {}

    /** @param because CHILD_DIED, MOVED_AWAY or WIDER_MEETING @param wider the meeting that takes its place */
    record Ended(String because, UUID wider, String reason) {}

    /** @param answer COMING, NOT_COMING or SUBSTITUTE @param note who comes instead, or why not */
    record Reply(String answer, String note) {}

    record Report(String text) {}

    /** @param corrections what is wrong in the minutes; null where nothing is */
    record Read(String corrections) {}

    record Done(String came) {}

    record Again(String reason) {}

    record Text(JsonNode content) {}

    record Draft(int version, JsonNode content, Instant savedAt, String author) {}

    @GetMapping("/api/casefiles/{ref}/meetings")
    List<MeetingView.Line> list(@PathVariable String ref) {
        return views.ofCasefile(casefiles.byReference(ref).id(), access.me());
    }

    @PostMapping("/api/casefiles/{ref}/meetings")
    ResponseEntity<Called> call(@PathVariable String ref, @RequestBody Call call) {
        UUID id = meetings.call(casefiles.byReference(ref).id(), code(MeetingKind.class, call.kind()), call.why(), access.me());
        return ResponseEntity.created(URI.create("/api/meetings/" + id)).body(new Called(id));
    }

    /** What the cards of a task list say about meetings, in one call. */
    @GetMapping("/api/meetings/cards")
    Map<String, MeetingCards.Card> cards(@RequestParam List<String> ids) {
        return cards.of(ids, access.me());
    }

    @GetMapping("/api/meetings/{id}")
    MeetingView one(@PathVariable UUID id) {
        return views.of(id, access.me());
    }

    @PostMapping("/api/meetings/{id}/date")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void move(@PathVariable UUID id, @RequestBody Text to) {
        if (to.content() == null || !to.content().isObject()) {
            throw new Invalid(List.of(new Invalid.Fault("content", "Send the new date as an object named content.")));
        }
        meetings.move(id, to.content(), access.me());
    }

    @PostMapping("/api/meetings/{id}/convene-again")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reopen(@PathVariable UUID id, @RequestBody Again again) {
        meetings.reopen(id, again.reason(), access.me());
    }

    @PostMapping("/api/meetings/{id}/stands")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void stands(@PathVariable UUID id, @RequestBody Again because) {
        meetings.stands(id, because.reason(), access.me());
    }

    @PostMapping("/api/meetings/{id}/take-over")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void takeOver(@PathVariable UUID id) {
        meetings.takeOver(id, access.me());
    }

    @PostMapping("/api/meetings/{id}/convenor")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void convenor(@PathVariable UUID id, @RequestBody Convenor wanted) {
        meetings.nameConvenor(id, wanted.convenor(), wanted.reason(), access.me());
    }

    @PostMapping("/api/meetings/{id}/overtaken")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void overtaken(@PathVariable UUID id, @RequestBody Ended ended) {
        overtaken.overtaken(id, code(OvertakenMeetings.Because.class, ended.because()), ended.wider(), ended.reason(), access.me());
    }

    @PostMapping("/api/meetings/{id}/answer")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void answer(@PathVariable UUID id, @RequestBody Reply reply) {
        Practitioner me = access.me();
        replies.answer(replies.placeOf(id, me, "Answered an invitation to a meeting"), code(InvitationReplies.Answer.class, reply.answer()), reply.note(), me.id());
    }

    @PostMapping("/api/meetings/{id}/report")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void report(@PathVariable UUID id, @RequestBody Report report) {
        Practitioner me = access.me();
        replies.report(replies.placeOf(id, me, "Handed in a report for a meeting"), report.text(), me.id());
    }

    @PostMapping("/api/meetings/{id}/minutes-read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(@PathVariable UUID id, @RequestBody Read read) {
        Practitioner me = access.me();
        replies.confirm(replies.placeOf(id, me, "Confirmed the minutes of a meeting"), read.corrections(), me.id());
    }

    @PostMapping("/api/meeting-actions/{action}/done")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void done(@PathVariable UUID action, @RequestBody Done done) {
        actions.done(action, done.came(), access.me());
    }

    /** The minutes as this person may read them, as PDF. */
    @GetMapping(value = "/api/meetings/{id}/minutes.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> minutes(@PathVariable UUID id) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF).cacheControl(CacheControl.noStore()).header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"minutes.pdf\"")
                .body(paper.of(id, access.me()));
    }

    @GetMapping("/api/meetings/{id}/{draft}")
    ResponseEntity<Draft> draft(@PathVariable UUID id, @PathVariable String draft) {
        return answer(drafts.get(id, step(draft), access.me()));
    }

    /** Saves a draft based on the version in {@code If-Match}; "0" for the first. 412 with the other version when it is not the last one. */
    @PutMapping("/api/meetings/{id}/{draft}")
    ResponseEntity<Draft> save(@PathVariable UUID id, @PathVariable String draft, @RequestHeader(value = "If-Match", required = false) String match, @RequestBody Text text) {
        return answer(drafts.save(id, step(draft), version(match), text.content(), access.me()));
    }

    private static <E extends Enum<E>> E code(Class<E> codes, String sent) {
        return Arrays.stream(codes.getEnumConstants()).filter(code -> code.name().equals(sent)).findFirst().orElse(null);
    }

    private static MeetingStep step(String draft) {
        return MeetingStep.ofDraft(draft).orElseThrow(NotFound::new);
    }

    private static int version(String match) {
        String digits = match == null ? "" : match.replaceAll("^(W/)?\"?(\\d{1,9})\"?$", "$2");
        if (!digits.matches("\\d{1,9}")) {
            throw new Invalid(List.of(new Invalid.Fault("If-Match", "Send the version you are changing in the header If-Match, \"0\" for the first save.")));
        }
        return Integer.parseInt(digits);
    }

    private ResponseEntity<Draft> answer(MeetingDraft draft) {
        return ResponseEntity.ok().eTag("\"" + draft.version() + "\"").body(body(draft));
    }

    private Draft body(MeetingDraft draft) {
        return new Draft(draft.version(), draft.content(), draft.savedAt(), draft.author() == null ? null : organisation.get(draft.author()).name());
    }

    @ExceptionHandler
    ProblemDetail stale(StaleMeetingDraft stale) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.PRECONDITION_FAILED, stale.getMessage());
        problem.setTitle("A newer version was saved");
        problem.setProperty("code", "stale-draft");
        problem.setProperty("current", body(stale.current()));
        return problem;
    }
}
