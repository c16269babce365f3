package org.throughline.authority.web;

import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Right;
import org.throughline.authority.Authorities;
import org.throughline.authority.AuthorityView;
import org.throughline.authority.UrgentReview;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Retries;
import org.throughline.organisation.Practitioner;

/** Break-glass, and the supervisor's look back at it. */
@RestController
class UrgentAccessApi {

    /** @param reason what cannot wait */
    record Wanted(String reason) {}

    /** @param outcome RIGHT, BETTER_BY_DUTY or NOT_JUSTIFIED */
    record Review(UrgentReview outcome) {}

    private final Authorities authorities;
    private final Casefiles casefiles;
    private final Access access;

    UrgentAccessApi(Authorities authorities, Casefiles casefiles, Access access) {
        this.authorities = authorities;
        this.casefiles = casefiles;
        this.access = access;
    }

    @PostMapping("/api/casefiles/{ref}/urgent-access")
    @ResponseStatus(HttpStatus.CREATED)
    AuthorityView take(@PathVariable String ref, @RequestBody Wanted wanted) {
        return Retries.of(() -> {
            Practitioner me = access.me();
            CasefileView file = casefiles.byReference(ref);
            access.require(me, Right.URGENT_ACCESS, file.id(), "took urgent access");
            return authorities.urgent(file.id(), me, wanted.reason());
        });
    }

    @PostMapping("/api/casefiles/{ref}/urgent-access/{authority}/review")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void review(@PathVariable String ref, @PathVariable UUID authority, @RequestBody Review review) {
        Practitioner me = access.me();
        CasefileView file = casefiles.byReference(ref);
        access.require(me, Right.REVIEW_URGENT_ACCESS, file.id(), "reviewed urgent access");
        authorities.review(authority, me, review.outcome());
    }
}
