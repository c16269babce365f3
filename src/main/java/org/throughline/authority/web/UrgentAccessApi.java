package org.throughline.authority.web;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
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
import org.throughline.organisation.Organisation;
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
    private final Organisation organisation;
    private final Access access;
    private final Clock clock;

    UrgentAccessApi(Authorities authorities, Casefiles casefiles, Organisation organisation, Access access, Clock clock) {
        this.organisation = organisation;
        this.clock = clock;
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

    /**
     * An urgent access that was taken.
     *
     * @param outcome   what the supervisor said of it; null while nobody has looked back
     * @param mayReview whether the reader is the one who closes it
     */
    record Taken(UUID id, String worker, String reason, Instant grantedAt, Instant expiresAt, boolean holds, String outcome, boolean mayReview) {}

    /**
     * Every urgent access to this file, the newest first. Who signs for a duty worker and stands in no relation to the family sees that
     * worker's alone: the look back is theirs (domain 3).
     */
    @GetMapping("/api/casefiles/{ref}/urgent-access")
    @Transactional
    List<Taken> taken(@PathVariable String ref) {
        Practitioner me = access.me();
        CasefileView file = casefiles.byReference(ref);
        List<AuthorityView> shown = reviewed(me, file.id(), "looked at urgent access");
        return shown.stream().map(a -> new Taken(a.id(), a.practitioner(), a.reason(), a.grantedAt(), a.expiresAt(), a.holds(), a.outcome(),
                a.outcome() == null && signsFor(me, a))).toList();
    }

    private List<AuthorityView> reviewed(Practitioner me, UUID file, String what) {
        List<AuthorityView> urgent = authorities.of(file).stream().filter(a -> "URGENT".equals(a.kind())).toList();
        List<AuthorityView> own = urgent.stream().filter(a -> signsFor(me, a)).toList();
        if (access.may(me, Right.REVIEW_URGENT_ACCESS, file) || own.isEmpty()) {
            access.require(me, Right.REVIEW_URGENT_ACCESS, file, what);
            return urgent;
        }
        access.allowedByDuty(me, file, what);
        return own;
    }

    private boolean signsFor(Practitioner me, AuthorityView taken) {
        return organisation.signsFor(me.id(), taken.practitionerId(), clock.instant());
    }

    @PostMapping("/api/casefiles/{ref}/urgent-access/{authority}/review")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void review(@PathVariable String ref, @PathVariable UUID authority, @RequestBody Review review) {
        Practitioner me = access.me();
        CasefileView file = casefiles.byReference(ref);
        reviewed(me, file.id(), "reviewed urgent access");
        authorities.review(authority, me, review.outcome());
    }
}
