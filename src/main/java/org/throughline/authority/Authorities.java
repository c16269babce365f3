package org.throughline.authority;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Invalid;
import org.throughline.access.Invalid.Fault;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Families;
import org.throughline.casefile.Responsibility;
import org.throughline.organisation.ContactNumbers;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** Grants, withdraws and reviews the authority to act. Every grant is checked again by the database (second wall). */
@Service
public class Authorities {

    private final JdbcClient jdbc;
    private final AuthorityRows rows;
    private final Casefiles casefiles;
    private final Families families;
    private final Organisation organisation;
    private final ContactNumbers numbers;
    private final WorkingCalendar calendar;
    private final AuthorityDuties duties;
    private final RuleValues rules;
    private final Clock clock;

    Authorities(JdbcClient jdbc, AuthorityRows rows, Casefiles casefiles, Families families, Organisation organisation, ContactNumbers numbers, WorkingCalendar calendar,
            AuthorityDuties duties, RuleValues rules, Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.casefiles = casefiles;
        this.families = families;
        this.organisation = organisation;
        this.numbers = numbers;
        this.calendar = calendar;
        this.duties = duties;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Gives the new worker authority by an agreed sign-off. The caller holds the family_head, has written the sign-off and
     * has moved responsibility.
     *
     * @param at the moment of the sign-off
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID grantBySignOff(UUID casefileId, UUID worker, UUID signOffId, UUID allocationId, UUID signer, Instant at) {
        return rows.insert(casefileId, worker, "RESPONSIBLE", "SIGN_OFF", signOffId, allocationId, null, signer, at, null);
    }

    /**
     * Gives a worker authority beside the responsible one, or in that one's place until a moment, by an agreed sign-off; reading and signature are the
     * same. The caller holds the family_head and has written the sign-off and the allocation.
     *
     * @param as    CO_WORKING or COVER
     * @param until when cover ends; null for co-working
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID shareBySignOff(UUID casefileId, UUID worker, Responsibility as, UUID signOffId, UUID allocationId, UUID signer, Instant at, Instant until) {
        return rows.insert(casefileId, worker, as.name(), "SIGN_OFF", signOffId, allocationId, null, signer, at, until);
    }

    /**
     * Ends co-working or cover before its time, with its allocation.
     *
     * @throws Invalid where the reason is missing
     * @throws Refusal where this worker neither works beside nor in the place of the responsible one
     */
    @Transactional
    public void endShared(UUID casefileId, UUID worker, Practitioner by, String reason) {
        if (reason == null || reason.isBlank()) {
            throw new Invalid(List.of(new Fault("reason", "Say why it ends.")));
        }
        families.lock(casefileId);
        Instant now = clock.instant();
        casefiles.endSharedWork(casefileId, worker, now);
        if (rows.revoke(casefileId, worker, List.of("CO_WORKING", "COVER"), by.id(), now, reason.strip()) == 0) {
            throw new Refusal("This worker neither works beside nor in the place of the responsible worker.", "not-shared");
        }
    }

    /**
     * Somebody leaves: co-working, cover, duty and urgent access end. Responsibility, and the authority that goes with it, ends only by moving. The caller
     * holds the family_heads.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void endAllButResponsibility(UUID worker, UUID by, Instant at) {
        casefiles.sharedBy(worker, at).forEach(file -> casefiles.endSharedWork(file, worker, at));
        jdbc.sql("""
                update authority set revoked_at = :at, revoked_by = :by, revoked_reason = 'has left'
                where practitioner_id = :worker and kind <> 'RESPONSIBLE' and revoked_at is null and (expires_at is null or expires_at > :at)""")
                .param("at", Timestamp.from(at)).param("by", by).param("worker", worker).update();
    }

    /** The first responsible worker of a file that comes in by import goes on with the authority they worked with. */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID grantAtImport(UUID casefileId, UUID worker, UUID allocationId, UUID administrator) {
        CasefileView file = casefiles.get(casefileId);
        return rows.insert(casefileId, worker, "RESPONSIBLE", "IMPORT", null, allocationId, null, administrator, file.filedAt(), null);
    }

    /**
     * The first responsible worker of a file that is opened here, or opened again, where nothing of the family's history is unread. The caller
     * holds the family_head and has written every link, the opening and the allocation.
     *
     * @param at the moment of the opening
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID grantAtOpening(UUID casefileId, UUID worker, UUID allocationId, UUID supervisor, Instant at) {
        return rows.insert(casefileId, worker, "RESPONSIBLE", "OPENED", null, allocationId, null, supervisor, at, null);
    }

    /** Withdraws whatever a worker holds on this file; nothing happens where they hold nothing. The caller holds the family_head. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void withdrawAll(UUID casefileId, UUID worker, UUID by, Instant at, String reason) {
        jdbc.sql("""
                update authority set revoked_at = :at, revoked_by = :by, revoked_reason = :reason
                where casefile_id = :file and practitioner_id = :worker and kind = 'RESPONSIBLE' and revoked_at is null""")
                .param("at", Timestamp.from(at)).param("by", by).param("reason", reason).param("file", casefileId).param("worker", worker).update();
    }

    /**
     * Urgent access: authority at once, to the end of the next working day and for at least X11 hours. The supervisor is told
     * and owes a review.
     *
     * @param reason what cannot wait; never empty
     * @throws Invalid where the reason is missing
     * @throws Refusal {@code conflict} where the worker is on the file's conflict list; it says whom to ring
     */
    @Transactional
    public AuthorityView urgent(UUID casefileId, Practitioner worker, String reason) {
        CasefileView file = casefiles.get(casefileId);
        if (reason == null || reason.isBlank()) {
            throw new Invalid(List.of(new Fault("reason", "Say what cannot wait. One sentence is enough.")));
        }
        if (!file.child() || !worker.gatedAgency()) {
            throw new NotFound();
        }
        families.lock(casefileId);
        boolean conflict = jdbc.sql("select exists (select 1 from conflict_of_interest where casefile_id = :file and practitioner_id = :worker)")
                .param("file", casefileId).param("worker", worker.id()).query(Boolean.class).single();
        if (conflict) {
            throw new Refusal("You cannot act on this family yourself. Ring " + numbers.dutyTeam() + " now and tell them what you know; if a child is in danger, call 999.", "conflict");
        }
        Instant now = clock.instant();
        UUID id = rows.insert(casefileId, worker.id(), "URGENT", "URGENT", null, null, reason.strip(), worker.id(), now, urgentUntil(file, now));
        duties.urgentAccessTaken(file, worker, id, now);
        return rows.get(id);
    }

    private Instant urgentUntil(CasefileView file, Instant now) {
        Instant nextWorkingDay = calendar.endOfDay(calendar.plusWorkingDays(LocalDate.ofInstant(now, calendar.zone()), rules.whole("X11D"), file.jurisdiction()));
        Instant atLeast = now.plus(Duration.ofHours(rules.whole("X11")));
        return nextWorkingDay.isAfter(atLeast) ? nextWorkingDay : atLeast;
    }

    /**
     * The supervisor looks back at an urgent access. Judged right, it runs to its end; better by duty and not justified end it at once.
     *
     * @throws Refusal where the reviewer is not the worker's line supervisor or that one's deputy, or it was reviewed before
     */
    @Transactional
    public void review(UUID authorityId, Practitioner reviewer, UrgentReview outcome) {
        AuthorityView urgent = rows.get(authorityId);
        Instant now = clock.instant();
        if (!"URGENT".equals(urgent.kind())) {
            throw new NotFound();
        }
        if (!organisation.signsFor(reviewer.id(), urgent.practitionerId(), now)) {
            throw new Refusal("The line supervisor of " + urgent.practitioner() + " looks back at this urgent access.", "not-yours");
        }
        families.lock(urgent.casefileId());
        int closed = jdbc.sql("""
                update authority set review_outcome = :outcome, reviewed_by = :by, reviewed_at = :now,
                       revoked_at = case when :ends then coalesce(revoked_at, least(:now, expires_at)) else revoked_at end,
                       revoked_by = case when :ends then coalesce(revoked_by, :by) else revoked_by end,
                       revoked_reason = case when :ends then coalesce(revoked_reason, 'ended by the supervisor') else revoked_reason end
                where id = :id and review_outcome is null""")
                .param("outcome", outcome.name()).param("ends", outcome.endsIt()).param("by", reviewer.id()).param("now", Timestamp.from(now)).param("id", authorityId).update();
        if (closed == 0) {
            throw new Refusal("This urgent access has already been reviewed.", "already-done");
        }
        duties.urgentAccessReviewed(authorityId, reviewer);
    }

    /** Every authority on a file, the newest first. */
    @Transactional(readOnly = true)
    public List<AuthorityView> of(UUID casefileId) {
        return rows.select("where a.casefile_id = :id order by a.granted_at desc, a.id desc", casefileId);
    }

    /** The authority a worker holds on a file at this moment; the strongest where there are several. */
    @Transactional(readOnly = true)
    public Optional<AuthorityView> held(UUID casefileId, UUID worker) {
        return of(casefileId).stream().filter(a -> a.practitionerId().equals(worker) && a.holds()).min(Comparator.comparingInt(AuthorityView::rank));
    }
}
