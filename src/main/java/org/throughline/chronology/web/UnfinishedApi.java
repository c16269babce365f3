package org.throughline.chronology.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.access.Right;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.Unfinished;
import org.throughline.organisation.Practitioner;

/** One's own unfinished text on a case file: {@code entry}, or {@code correction} or {@code dispute} with the place of the entry. */
@RestController
@RequestMapping("/api/casefiles/{ref}/unfinished/{form}")
class UnfinishedApi {

    private static final String FORM = "entry|(correction|dispute)\\.[0-9a-f-]{36}\\.\\d{1,9}";

    record Text(JsonNode content) {}

    record Saved(int version, JsonNode content, Instant savedAt, String author) {}

    private record Mine(UUID casefile, Practitioner me) {}

    private final Unfinished unfinished;
    private final Casefiles casefiles;
    private final Access access;

    UnfinishedApi(Unfinished unfinished, Casefiles casefiles, Access access) {
        this.unfinished = unfinished;
        this.casefiles = casefiles;
        this.access = access;
    }

    @GetMapping
    ResponseEntity<Saved> get(@PathVariable String ref, @PathVariable String form) {
        Mine mine = mine(ref, form);
        return answer(unfinished.get(mine.casefile, mine.me.id(), form), mine.me);
    }

    /** Saves what was made from the version in {@code If-Match}; "0" for the first. 412 with the other version when it is not the last one. */
    @PutMapping
    ResponseEntity<Saved> save(@PathVariable String ref, @PathVariable String form, @RequestHeader(value = "If-Match", required = false) String match,
            @RequestBody Text text) {
        Mine mine = mine(ref, form);
        try {
            return answer(unfinished.save(mine.casefile, mine.me.id(), form, version(match), text.content()), mine.me);
        } catch (Unfinished.Changed changed) {
            throw new Stale(saved(changed.current(), mine.me), changed);
        }
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget(@PathVariable String ref, @PathVariable String form) {
        Mine mine = mine(ref, form);
        unfinished.forget(mine.casefile, mine.me.id(), form);
    }

    private static final class Stale extends RuntimeException {

        private final transient Saved current;

        Stale(Saved current, Throwable cause) {
            super(cause.getMessage(), cause);
            this.current = current;
        }
    }

    @ExceptionHandler
    ProblemDetail stale(Stale stale) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.PRECONDITION_FAILED, stale.getMessage());
        problem.setTitle("A newer version was saved");
        problem.setProperty("code", "stale-draft");
        problem.setProperty("current", stale.current);
        return problem;
    }

    /** What is typed is no look at the record: only who may not write here leaves a line in the access log. */
    private Mine mine(String ref, String form) {
        Practitioner me = access.me();
        UUID casefile = casefiles.byReference(ref).id();
        if (!access.may(me, Right.APPEND_INFORMATION, casefile)) {
            access.require(me, Right.APPEND_INFORMATION, casefile, "wrote on an entry");
        }
        if (!form.matches(FORM)) {
            throw new NotFound();
        }
        return new Mine(casefile, me);
    }

    private static int version(String match) {
        String digits = match == null ? "" : match.replaceAll("^(W/)?\"?(\\d{1,9})\"?$", "$2");
        if (!digits.matches("\\d{1,9}")) {
            throw new Invalid(List.of(new Invalid.Fault("If-Match", "Send the version you are changing in the header If-Match, \"0\" for the first save.")));
        }
        return Integer.parseInt(digits);
    }

    private static ResponseEntity<Saved> answer(Unfinished.Text text, Practitioner me) {
        return ResponseEntity.ok().eTag("\"" + text.version() + "\"").body(saved(text, me));
    }

    private static Saved saved(Unfinished.Text text, Practitioner me) {
        return new Saved(text.version(), text.content(), text.savedAt(), me.name());
    }
}
