package org.throughline.authority.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.NotFound;
import org.throughline.access.Right;
import org.throughline.authority.ActAnswers;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EntryView;
import org.throughline.chronology.FamilyHistory;
import org.throughline.organisation.Practitioner;

/** An act made without authority, and who answers for it. */
@RestController
@RequestMapping("/api/casefiles/{ref}/entries/{file}/{seq}/answer")
class ActAnswerApi {

    /** @param summary what was done; null for who signs for the worker and stands in no relation to the family, and where it is withheld */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Act(String dateInWords, String typeLabel, String worker, String why, String summary, ActAnswers.Answer answer, boolean mayAnswer) {}

    record Said(ActAnswers.Outcome outcome, String words) {}

    private final ActAnswers answers;
    private final FamilyHistory history;
    private final Casefiles casefiles;
    private final Access access;

    ActAnswerApi(ActAnswers answers, FamilyHistory history, Casefiles casefiles, Access access) {
        this.answers = answers;
        this.history = history;
        this.casefiles = casefiles;
        this.access = access;
    }

    @GetMapping
    @Transactional
    Act act(@PathVariable String ref, @PathVariable UUID file, @PathVariable long seq) {
        Practitioner me = access.me();
        ActAnswers.Act act = found(ref, file, seq, me, "looked at an act made without authority");
        EntryView entry = history.entries(me.id(), List.of(act.entry())).stream().findFirst().orElseThrow(NotFound::new);
        boolean reads = access.may(me, Right.SEE_HISTORY, casefiles.byReference(ref).id());
        return new Act(entry.dateInWords(), entry.typeLabel(), act.worker(), act.why(), reads ? entry.summary() : null, act.answer(), act.theirs() && act.answer() == null);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    void answer(@PathVariable String ref, @PathVariable UUID file, @PathVariable long seq, @RequestBody Said said) {
        Practitioner me = access.me();
        answers.answer(found(ref, file, seq, me, "answered for an act made without authority").entry(), said.outcome(), said.words(), me);
    }

    /** For whose it is to answer, and for who may read the history; a place in another family's history is not here. */
    private ActAnswers.Act found(String ref, UUID file, long seq, Practitioner me, String what) {
        UUID family = casefiles.byReference(ref).id();
        EntryRef place = new EntryRef(file, seq);
        boolean here = history.contains(family, place);
        ActAnswers.Act act = here ? answers.of(place, me) : null;
        if (act != null && act.theirs() && !access.may(me, Right.SEE_HISTORY, family)) {
            access.allowedByDuty(me, family, what);
            return act;
        }
        access.require(me, Right.SEE_HISTORY, family, what);
        if (act == null) {
            throw new NotFound();
        }
        return act;
    }
}
