package org.throughline.risk.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.EntryRef;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.risk.PatternPrompts;
import org.throughline.risk.PromptAnswer;
import org.throughline.risk.PromptViews;

/** The patterns of a family's history that ask somebody to decide, and what was decided. */
@RestController
class PromptsApi {

    private final PromptViews views;
    private final PatternPrompts prompts;
    private final Casefiles casefiles;
    private final Organisation organisation;
    private final Access access;

    PromptsApi(PromptViews views, PatternPrompts prompts, Casefiles casefiles, Organisation organisation, Access access) {
        this.views = views;
        this.prompts = prompts;
        this.casefiles = casefiles;
        this.organisation = organisation;
        this.access = access;
    }

    /** @param casefile reference of the file on which the entry stands @param file the same by its id, in its place */
    record Named(String casefile, UUID file, long seq) {}

    /** @param outcome ACT or NO_ACTION @param owner a user name @param by a day, with ACT */
    record Decided(String outcome, String words, String wouldChange, List<Named> evidence, String whyEnough, String action, String owner, String by) {}

    record Came(String came) {}

    record Looked(Boolean agrees, String words) {}

    @GetMapping("/api/casefiles/{ref}/prompts")
    PromptViews.Listed of(@PathVariable String ref) {
        return views.of(casefiles.byReference(ref).id(), access.me());
    }

    @PostMapping("/api/prompts/{id}/answer")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void answer(@PathVariable UUID id, @RequestBody Decided decided) {
        UUID owner = decided.owner() == null ? null : organisation.find(decided.owner()).map(Practitioner::id).orElse(null);
        PromptAnswer.Outcome outcome = Arrays.stream(PromptAnswer.Outcome.values()).filter(one -> one.name().equals(decided.outcome())).findFirst().orElse(null);
        prompts.answer(id, new PromptAnswer(outcome, decided.words(), decided.wouldChange(), evidence(decided.evidence()), decided.whyEnough(), decided.action(), owner, day(decided.by())), access.me());
    }

    /** A file that is not there is named as an entry that is not there. */
    private List<EntryRef> evidence(List<Named> named) {
        List<EntryRef> refs = new ArrayList<>();
        for (Named one : named == null ? List.<Named>of() : named) {
            UUID file = one.file() != null ? one.file() : casefiles.findByReference(one.casefile() == null ? "" : one.casefile()).map(CasefileView::id).orElse(new UUID(0, 0));
            refs.add(new EntryRef(file, one.seq()));
        }
        return refs;
    }

    private static LocalDate day(String day) {
        try {
            return day == null || day.isBlank() ? null : LocalDate.parse(day.strip());
        } catch (DateTimeParseException unreadable) {
            throw new Invalid(List.of(new Invalid.Fault("by", "Write the day as year-month-day, such as 2026-09-07.")));
        }
    }

    @PostMapping("/api/prompts/{id}/done")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void done(@PathVariable UUID id, @RequestBody Came done) {
        prompts.done(id, done.came(), access.me());
    }

    /** Looks a second time at the declined prompts of which this is one. */
    @PostMapping("/api/prompts/{id}/second-look")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void secondLook(@PathVariable UUID id, @RequestBody Looked looked) {
        prompts.secondLook(id, looked.agrees(), looked.words(), access.me());
    }
}
