package org.throughline.handover;

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
import org.throughline.casefile.Responsibility;

/** One change of the responsible worker of one case file, and the step at which it stands. */
@Entity
@Table(name = "handover")
class Handover {

    @Id
    private UUID id;

    @Column(name = "casefile_id")
    private UUID casefileId;

    @Enumerated(EnumType.STRING)
    private HandoverType type;

    @Enumerated(EnumType.STRING)
    @Column(name = "reason_code")
    private ReasonCode reasonCode;

    @Column(name = "outgoing_id")
    private UUID outgoingId;

    @Column(name = "incoming_id")
    private UUID incomingId;

    @Column(name = "supervisor_id")
    private UUID supervisorId;

    @Column(name = "requested_by")
    private UUID requestedBy;

    @Column(name = "requested_at")
    private Instant requestedAt;

    @Column(name = "planned_for")
    private LocalDate plannedFor;

    @Column(name = "cover_until")
    private LocalDate coverUntil;

    @Enumerated(EnumType.STRING)
    private HandoverStep step;

    @Column(name = "step_since")
    private Instant stepSince;

    @Column(name = "discussion_possible")
    private Boolean discussionPossible;

    @Column(name = "manifest_id")
    private UUID readingId;

    @Column(name = "ended_at")
    private Instant endedAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "end_kind")
    private EndKind endKind;

    @Column(name = "end_reason")
    private String endReason;

    @Version
    private Long version;

    protected Handover() {}

    Handover(UUID casefileId, HandoverType type, ReasonCode reasonCode, UUID outgoingId, UUID incomingId, UUID supervisorId,
             UUID requestedBy, Instant requestedAt, LocalDate plannedFor, boolean discussionPossible) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.casefileId = casefileId;
        this.type = type;
        this.reasonCode = reasonCode;
        this.outgoingId = outgoingId;
        this.incomingId = incomingId;
        this.supervisorId = supervisorId;
        this.requestedBy = requestedBy;
        this.requestedAt = requestedAt;
        this.plannedFor = plannedFor;
        this.discussionPossible = discussionPossible;
        this.step = someoneHandsOver() ? HandoverStep.PREPARE_SUMMARY : HandoverStep.PLAN_READING;
        this.stepSince = requestedAt;
    }

    Handover coveringUntil(LocalDate lastDay) {
        coverUntil = lastDay;
        return this;
    }

    /** False in an emergency and where nobody was responsible: then the supervisor supports the reading (HE2). */
    boolean someoneHandsOver() {
        return outgoingId != null && type != HandoverType.EMERGENCY_NO_HANDOVER;
    }

    /** Cover and co-working share the work beside the responsible worker. */
    boolean movesResponsibility() {
        return type.gives() == Responsibility.RESPONSIBLE;
    }

    /** Whether this one must be done or withdrawn before another of that type to that worker: one change of the responsible worker at a time, one way to each worker. */
    boolean hinders(HandoverType another, UUID worker) {
        return another.gives() == Responsibility.RESPONSIBLE ? movesResponsibility() : incomingId.equals(worker);
    }

    /** The responsible worker has changed: whoever is responsible now shares the work. */
    void sharedBy(UUID responsible) {
        outgoingId = responsible;
    }

    void moveTo(HandoverStep next, Instant at) {
        step = next;
        stepSince = at;
    }

    void discussionTurnedOutImpossible() {
        discussionPossible = false;
    }

    void reassign(UUID toIncoming, UUID toSupervisor) {
        incomingId = toIncoming;
        supervisorId = toSupervisor;
        readingId = null;
    }

    void reads(UUID manifest) {
        readingId = manifest;
    }

    void end(EndKind kind, String reason, Instant at) {
        moveTo(HandoverStep.ENDED, at);
        endKind = kind;
        endReason = reason;
        endedAt = at;
    }

    boolean ended() {
        return endedAt != null;
    }

    UUID id() {
        return id;
    }

    UUID casefileId() {
        return casefileId;
    }

    HandoverType type() {
        return type;
    }

    ReasonCode reasonCode() {
        return reasonCode;
    }

    UUID outgoingId() {
        return outgoingId;
    }

    UUID incomingId() {
        return incomingId;
    }

    UUID supervisorId() {
        return supervisorId;
    }

    UUID requestedBy() {
        return requestedBy;
    }

    Instant requestedAt() {
        return requestedAt;
    }

    LocalDate plannedFor() {
        return plannedFor;
    }

    /** The last day of temporary cover; null for every other kind. */
    LocalDate coverUntil() {
        return coverUntil;
    }

    HandoverStep step() {
        return step;
    }

    Instant stepSince() {
        return stepSince;
    }

    boolean discussionPossible() {
        return Boolean.TRUE.equals(discussionPossible);
    }

    UUID readingId() {
        return readingId;
    }

    Instant endedAt() {
        return endedAt;
    }

    EndKind endKind() {
        return endKind;
    }

    String endReason() {
        return endReason;
    }
}
