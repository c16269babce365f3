package org.throughline.meeting.web;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Right;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.meeting.CalledFor;
import org.throughline.meeting.RuleFigures;
import org.throughline.organisation.Practitioner;

/** What the rules called for on a case file, and how often each of their rows spoke. */
@RestController
class CalledForApi {

    private final CalledFor calledFor;
    private final RuleFigures figures;
    private final Casefiles casefiles;
    private final Access access;

    CalledForApi(CalledFor calledFor, RuleFigures figures, Casefiles casefiles, Access access) {
        this.calledFor = calledFor;
        this.figures = figures;
        this.casefiles = casefiles;
        this.access = access;
    }

    @GetMapping("/api/casefiles/{ref}/called-for")
    @Transactional
    public List<CalledFor.Line> of(@PathVariable String ref) {
        CasefileView file = casefiles.byReference(ref);
        Practitioner me = access.me();
        access.require(me, Right.SEE_OBLIGATIONS, file.id(), "Looked at what the rules called for");
        return calledFor.of(file.id(), me.id());
    }

    @PostMapping("/api/casefiles/{ref}/called-for/looked-at")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void lookedAt(@PathVariable String ref) {
        CasefileView file = casefiles.byReference(ref);
        Practitioner me = access.me();
        access.require(me, Right.SEE_OBLIGATIONS, file.id(), "Looked at what an imported history would have called for");
        calledFor.lookedAt(file.id(), me);
    }

    @GetMapping("/api/rules/figures")
    @Transactional
    public List<RuleFigures.Figure> figures() {
        access.require(access.me(), Right.SEE_OVERVIEW, "Looked at how often each rule spoke", null);
        return figures.of();
    }
}
