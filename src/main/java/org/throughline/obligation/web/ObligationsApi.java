package org.throughline.obligation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.access.Right;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.notification.Deliveries;
import org.throughline.obligation.AnswerDraft;
import org.throughline.obligation.DueMoves;
import org.throughline.obligation.LadderQuestions;
import org.throughline.obligation.ObligationLists;
import org.throughline.obligation.ObligationLists.Filter;
import org.throughline.obligation.ObligationLists.Page;
import org.throughline.obligation.ObligationLists.Person;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.obligation.SealedDuties;
import org.throughline.obligation.StaleAnswer;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** What must happen by when: of one case file, of the reader and their people, or of a whole line; and what a level of the ladder answers. */
@RestController
@RequestMapping("/api/obligations")
class ObligationsApi {

    private final Obligations obligations;
    private final ObligationLists lists;
    private final DueMoves moves;
    private final SealedDuties sealedDuties;
    private final LadderQuestions questions;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final Deliveries deliveries;
    private final Access access;
    private final Clock clock;

    ObligationsApi(Obligations obligations, ObligationLists lists, DueMoves moves, SealedDuties sealedDuties, LadderQuestions questions, Organisation organisation, Casefiles casefiles,
                   Deliveries deliveries, Access access, Clock clock) {
        this.obligations = obligations;
        this.lists = lists;
        this.moves = moves;
        this.sealedDuties = sealedDuties;
        this.questions = questions;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.deliveries = deliveries;
        this.access = access;
        this.clock = clock;
    }

    /** @param mailNotDelivered why the mail to this level has not arrived; null where it has, or waits its turn */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Told(int level, String who, String office, String said, Instant at, String mailNotDelivered) {}

    /** @param key names the duty, such as {@code not-known-yet:file:seq}: a page knows by it where the duty is done */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(UUID id, String key, String casefile, String ruleId, String what, String owner, String team, Instant bornAt, Instant dueAt, boolean overdue,
                boolean urgent, Instant endedAt, String endKind, String endReason, Instant nextLevelAt, List<Told> told) {}

    record Move(Instant from, Instant to, String by, String reason, Instant at) {}

    /** @param question what the reader is asked; null where nothing @param people whom the reader may name */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Detail(Line line, LadderQuestions.Question question, List<LadderQuestions.Answered> answers, List<Move> moves, List<Person> people) {}

    record Text(JsonNode content) {}

    record Saved(int version, JsonNode content, Instant savedAt, String author) {}

    /**
     * Fifty at a time; the header {@code Link} names the next page. Without a case file: what the reader and those they supervise owe and what
     * the reader was told of; with {@code whose=line}, a person, a team or a level: of everybody below the reader.
     */
    @GetMapping
    @Transactional
    public ResponseEntity<List<Line>> list(@RequestParam(required = false) String casefile, @RequestParam(defaultValue = "mine") String whose,
                                           @RequestParam(required = false) String person, @RequestParam(required = false) UUID team,
                                           @RequestParam(required = false) Integer level, @RequestParam(defaultValue = "false") boolean overdue,
                                           @RequestParam(required = false) String cursor) {
        Practitioner me = access.me();
        Filter filter = new Filter(level, overdue);
        if (casefile != null) {
            CasefileView file = casefiles.byReference(casefile);
            access.require(me, Right.SEE_OBLIGATIONS, file.id(), "Looked at what must happen by when");
            return answer(lists.ofCasefile(file.id(), filter, cursor), me, false);
        }
        if (whose.equals("line") || person != null || team != null) {
            List<UUID> people = lists.line(me.id()).stream().filter(one -> person == null || one.username().equals(person))
                    .filter(one -> team == null || team.equals(one.teamId())).map(Person::id).toList();
            if (people.isEmpty()) {
                throw new NotFound();
            }
            return answer(lists.owed(people, person == null && team == null ? me.id() : null, filter, cursor), me, true);
        }
        return answer(lists.owed(mine(me), me.id(), filter, cursor), me, true);
    }

    /** Whose duties the reader may list: those below in the line. */
    @GetMapping("/people")
    @Transactional(readOnly = true)
    public List<Person> people() {
        return lists.line(access.me().id());
    }

    /** Mine, those of the people I supervise, and those of the people I stand in for. */
    private Collection<UUID> mine(Practitioner me) {
        Set<UUID> people = new HashSet<>(organisation.deputisedBy(me.id(), clock.instant()));
        people.add(me.id());
        for (UUID supervisor : List.copyOf(people)) {
            organisation.supervisedBy(supervisor).forEach(worker -> people.add(worker.id()));
        }
        return people;
    }

    /** @param ofPeople what others owe shows only where the reader was told of it, or may see that case file's obligations */
    private ResponseEntity<List<Line>> answer(Page page, Practitioner reader, boolean ofPeople) {
        List<UUID> ids = page.lines().stream().map(line -> line.obligation().id()).toList();
        Map<UUID, List<ObligationLists.Told>> told = lists.told(ids);
        Set<UUID> sealed = sealedDuties.sealedFrom(reader.id(), ids);
        Set<UUID> files = !ofPeople ? Set.of() : access.allowedOf(reader, Right.SEE_OBLIGATIONS,
                page.lines().stream().map(line -> line.obligation().casefileId()).filter(Objects::nonNull).distinct().toList());
        List<ObligationLists.Line> found = page.lines().stream().filter(line -> isTheirs(line.obligation(), told.getOrDefault(line.obligation().id(), List.of()), reader)
                || (!ofPeople || files.contains(line.obligation().casefileId())) && !sealed.contains(line.obligation().id())).toList();
        Map<String, String> lost = lost(told);
        List<Line> lines = found.stream().map(line -> line(line, told.getOrDefault(line.obligation().id(), List.of()), lost)).toList();
        HttpHeaders headers = new HttpHeaders();
        if (page.next() != null) {
            headers.add(HttpHeaders.LINK, "<" + ServletUriComponentsBuilder.fromCurrentRequest().scheme(null).host(null).port(null)
                    .replaceQueryParam("cursor", page.next()).build().toUriString() + ">; rel=\"next\"");
        }
        return new ResponseEntity<>(lines, headers, HttpStatus.OK);
    }

    private Map<String, String> lost(Map<UUID, List<ObligationLists.Told>> told) {
        return deliveries.notDelivered(told.values().stream().flatMap(List::stream).map(one -> Obligations.noticeKey(one.obligation(), one.step().level())).toList());
    }

    private static boolean isTheirs(ObligationView obligation, List<ObligationLists.Told> told, Practitioner person) {
        return person.id().equals(obligation.ownerId()) || told.stream().anyMatch(one -> person.id().equals(one.step().toldId()));
    }

    private Line line(ObligationLists.Line line, List<ObligationLists.Told> told, Map<String, String> lost) {
        ObligationView one = line.obligation();
        return new Line(one.id(), one.dedupeKey(), line.casefile(), one.ruleId(), one.what(), line.owner(), line.team(), one.bornAt(), one.dueAt(),
                one.overdueAt(clock.instant()), one.urgent(), one.endedAt(), one.endKind(), one.endReason(), one.nextLevelAt(),
                told.stream().map(step -> new Told(step.step().level(), step.who(), step.step().holder() == null ? null : step.step().holder().inWords(),
                        step.step().said(), step.step().at(), lost.get(Obligations.noticeKey(one.id(), step.step().level())))).toList());
    }

    /** One, with who was told, what was answered, and what the reader is asked: for who owes it, who was told or asked, and who may see those of its case file. */
    @GetMapping("/{id}")
    @Transactional
    public Detail one(@PathVariable UUID id) {
        Practitioner me = access.me();
        ObligationView found = obligations.get(id);
        Map<UUID, List<ObligationLists.Told>> told = lists.told(List.of(id));
        LadderQuestions.Question question = questions.to(id, me).orElse(null);
        if (question == null && !isTheirs(found, told.getOrDefault(id, List.of()), me)) {
            if (found.casefileId() == null) {
                throw new NotFound();
            }
            access.require(me, Right.SEE_OBLIGATIONS, found.casefileId(), "Looked at what must happen by when");
            if (sealedDuties.sealedFrom(me.id(), List.of(id)).contains(id)) {
                throw new NotFound();
            }
        }
        return new Detail(line(lists.one(found), told.getOrDefault(id, List.of()), lost(told)), question, questions.answers(id),
                moves.of(id).stream().map(move -> new Move(move.from(), move.to(), organisation.get(move.by()).name(), move.reason(), move.at())).toList(),
                question == null ? List.of() : Stream.ofNullable(found.agencyId()).flatMap(agency -> lists.colleagues(agency).stream()).toList());
    }

    /** What the reader is writing in answer. */
    @GetMapping("/{id}/answer")
    ResponseEntity<Saved> draft(@PathVariable UUID id) {
        return saved(questions.draft(id, access.me()));
    }

    /** Saves it, based on the version in {@code If-Match}; "0" for the first. 412 with the other version when it is not the last one. */
    @PutMapping("/{id}/answer")
    ResponseEntity<Saved> save(@PathVariable UUID id, @RequestHeader(value = "If-Match", required = false) String match, @RequestBody Text text) {
        return saved(questions.save(id, version(match), text.content(), access.me()));
    }

    private static int version(String match) {
        String digits = match == null ? "" : match.replaceAll("^(W/)?\"?(\\d{1,9})\"?$", "$2");
        if (!digits.matches("\\d{1,9}")) {
            throw new Invalid(List.of(new Invalid.Fault("If-Match", "Send the version you are changing in the header If-Match, \"0\" for the first save.")));
        }
        return Integer.parseInt(digits);
    }

    private ResponseEntity<Saved> saved(AnswerDraft draft) {
        return ResponseEntity.ok().eTag("\"" + draft.version() + "\"").body(body(draft));
    }

    private Saved body(AnswerDraft draft) {
        return new Saved(draft.version(), draft.content(), draft.savedAt(), draft.author() == null ? null : organisation.get(draft.author()).name());
    }

    @ExceptionHandler
    ProblemDetail stale(StaleAnswer stale) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.PRECONDITION_FAILED, stale.getMessage());
        problem.setTitle("A newer version was saved");
        problem.setProperty("code", "stale-draft");
        problem.setProperty("current", body(stale.current()));
        return problem;
    }
}
