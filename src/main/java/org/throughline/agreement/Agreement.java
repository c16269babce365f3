package org.throughline.agreement;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.throughline.chronology.EntryRef;

/** One version of an agreement about one child, from its draft to its end. A renewal is a version of its own that supersedes this one. */
@Entity
@Table(name = "agreement")
class Agreement {

    @Id
    private UUID id;

    @Column(name = "casefile_id", updatable = false)
    private UUID casefileId;

    @Column(name = "series_id", updatable = false)
    private UUID seriesId;

    @Column(updatable = false)
    private int edition;

    @Column(name = "supersedes_id", updatable = false)
    private UUID supersedesId;

    @Column(name = "worker_id")
    private UUID workerId;

    @Column(name = "opened_at", updatable = false)
    private Instant openedAt;

    @Enumerated(EnumType.STRING)
    private AgreementStep step;

    @Column(name = "step_since")
    private Instant stepSince;

    private int number;

    @Column(name = "risk_key")
    private String riskKey;

    @Column(name = "in_force_from")
    private Instant inForceFrom;

    @Column(name = "review_on")
    private LocalDate reviewOn;

    @Column(name = "in_force_until")
    private Instant inForceUntil;

    @Column(name = "entry_file")
    private UUID entryFile;

    @Column(name = "entry_seq")
    private Long entrySeq;

    @Column(name = "reviewed_at")
    private Instant reviewedAt;

    @Column(name = "lapse_answered_at")
    private Instant lapseAnsweredAt;

    @Column(name = "ended_at")
    private Instant endedAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "end_kind")
    private AgreementEnd endKind;

    @Column(name = "end_reason")
    private String endReason;

    @Column(name = "ended_by")
    private UUID endedBy;

    @Version
    private Long version;

    protected Agreement() {}

    /** @param supersedes null for a first version */
    Agreement(UUID casefileId, UUID workerId, Agreement supersedes, Instant openedAt) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.casefileId = casefileId;
        this.seriesId = supersedes == null ? id : supersedes.seriesId;
        this.edition = supersedes == null ? 1 : supersedes.edition + 1;
        this.supersedesId = supersedes == null ? null : supersedes.id;
        this.workerId = workerId;
        this.openedAt = openedAt;
        moveTo(AgreementStep.DRAFT, openedAt);
    }

    final void moveTo(AgreementStep next, Instant at) {
        step = next;
        stepSince = at;
    }

    /** Another person has its steps from now on. */
    void worksOn(UUID worker) {
        workerId = worker;
    }

    /** The text went to the manager as this number. */
    void putForward(int textNumber, String risk) {
        number = textNumber;
        riskKey = risk;
    }

    void inForce(Instant from, LocalDate review, Instant until) {
        inForceFrom = from;
        reviewOn = review;
        inForceUntil = until;
    }

    void stands(EntryRef entry) {
        entryFile = entry.casefileId();
        entrySeq = entry.seq();
    }

    void reviewed(Instant at) {
        reviewedAt = at;
    }

    void lapseAnswered(Instant at) {
        lapseAnsweredAt = at;
    }

    void end(AgreementEnd kind, String reason, UUID by, Instant at) {
        moveTo(AgreementStep.ENDED, at);
        endKind = kind;
        endReason = reason;
        endedBy = by;
        endedAt = at;
    }

    boolean ended() {
        return endedAt != null;
    }

    /** Somebody has agreed, and it has not ended; it may have lapsed. */
    boolean agreed() {
        return inForceFrom != null && endedAt == null;
    }

    AgreementState stateAt(Instant moment) {
        if (endedAt != null) {
            return AgreementState.ENDED;
        }
        if (inForceFrom != null) {
            return moment.isBefore(inForceUntil) ? AgreementState.IN_FORCE : AgreementState.LAPSED;
        }
        return switch (step) {
            case DRAFT -> AgreementState.DRAFT;
            case APPROVE -> AgreementState.TO_APPROVE;
            default -> AgreementState.TO_AGREE;
        };
    }

    UUID id() {
        return id;
    }

    UUID casefileId() {
        return casefileId;
    }

    UUID seriesId() {
        return seriesId;
    }

    int edition() {
        return edition;
    }

    UUID supersedesId() {
        return supersedesId;
    }

    UUID workerId() {
        return workerId;
    }

    Instant openedAt() {
        return openedAt;
    }

    AgreementStep step() {
        return step;
    }

    Instant stepSince() {
        return stepSince;
    }

    int number() {
        return number;
    }

    String riskKey() {
        return riskKey;
    }

    Instant inForceFrom() {
        return inForceFrom;
    }

    LocalDate reviewOn() {
        return reviewOn;
    }

    Instant inForceUntil() {
        return inForceUntil;
    }

    EntryRef entry() {
        return entrySeq == null ? null : new EntryRef(entryFile, entrySeq);
    }

    Instant reviewedAt() {
        return reviewedAt;
    }

    Instant lapseAnsweredAt() {
        return lapseAnsweredAt;
    }

    Instant endedAt() {
        return endedAt;
    }

    AgreementEnd endKind() {
        return endKind;
    }

    String endReason() {
        return endReason;
    }

    UUID endedBy() {
        return endedBy;
    }
}
