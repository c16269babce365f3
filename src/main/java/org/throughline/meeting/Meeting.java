package org.throughline.meeting;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
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

/** One multi-agency meeting about one child, from what called for it to minutes that everybody has read, and the step at which it stands. */
@Entity
@Table(name = "meeting")
class Meeting {

    @Id
    private UUID id;

    @Column(name = "casefile_id")
    private UUID casefileId;

    @Column(name = "obligation_id")
    private UUID obligationId;

    @Column(name = "rule_id")
    private String ruleId;

    @Enumerated(EnumType.STRING)
    private MeetingKind kind;

    @Column(name = "asked_by")
    private UUID askedBy;

    @Column(name = "asked_why")
    private String askedWhy;

    @Column(name = "opened_at")
    private Instant openedAt;

    @Enumerated(EnumType.STRING)
    private MeetingStep step;

    @Column(name = "step_since")
    private Instant stepSince;

    @Column(name = "convenor_id")
    private UUID convenorId;

    @Column(name = "chair_id")
    private UUID chairId;

    @Column(name = "decider_id")
    private UUID deciderId;

    @Embedded
    private SaidHeld saidHeld = new SaidHeld();

    @Column(name = "starts_at")
    private Instant startsAt;

    @Column(name = "lasts_minutes")
    private Integer lastsMinutes;

    private String room;

    private String link;

    private int sequence;

    @Column(name = "times_inquorate")
    private int timesInquorate;

    @Column(name = "held_on")
    private LocalDate heldOn;

    @Column(name = "entry_file")
    private UUID entryFile;

    @Column(name = "entry_seq")
    private Long entrySeq;

    @Column(name = "ended_at")
    private Instant endedAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "end_kind")
    private MeetingEnd endKind;

    @Column(name = "end_reason")
    private String endReason;

    @Column(name = "ended_by")
    private UUID endedBy;

    @Version
    private Long version;

    protected Meeting() {}

    Meeting(UUID casefileId, UUID obligationId, String ruleId, MeetingKind kind, UUID convenorId, Instant openedAt) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.casefileId = casefileId;
        this.obligationId = obligationId;
        this.ruleId = ruleId;
        this.kind = kind;
        this.convenorId = convenorId;
        this.openedAt = openedAt;
        this.step = MeetingStep.CONVENE;
        this.stepSince = openedAt;
    }

    Meeting askedBy(UUID person, String why) {
        askedBy = person;
        askedWhy = why;
        return this;
    }

    void moveTo(MeetingStep next, Instant at) {
        step = next;
        stepSince = at;
    }

    void convenedBy(UUID person) {
        convenorId = person;
    }

    void chairedBy(UUID person) {
        chairId = person;
    }

    void proposedTo(UUID decider) {
        deciderId = decider;
    }

    /** Two who were there are asked, one after the other. */
    void saidToBeHeld(LocalDate day, UUID first, UUID second) {
        heldOn = day;
        saidHeld = new SaidHeld(first, second);
    }

    void notHeld() {
        heldOn = null;
        saidHeld = new SaidHeld();
    }

    /** Whom it is asked whether it was held already. */
    SaidHeld saidHeld() {
        return saidHeld;
    }

    /** When and where; every change but the first raises the calendar's sequence. */
    void planned(Instant start, int minutes, Invitations.Place place, boolean again) {
        startsAt = start;
        lastsMinutes = minutes;
        room = place.room();
        link = place.link();
        sequence += again ? 1 : 0;
    }

    void calledOff() {
        sequence++;
    }

    void notQuorate() {
        timesInquorate++;
    }

    void held(LocalDate day, EntryRef entry) {
        heldOn = day;
        entryFile = entry.casefileId();
        entrySeq = entry.seq();
    }

    void end(MeetingEnd kind, String reason, UUID by, Instant at) {
        moveTo(MeetingStep.ENDED, at);
        endKind = kind;
        endReason = reason;
        endedBy = by;
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

    UUID obligationId() {
        return obligationId;
    }

    String ruleId() {
        return ruleId;
    }

    MeetingKind kind() {
        return kind;
    }

    UUID askedBy() {
        return askedBy;
    }

    String askedWhy() {
        return askedWhy;
    }

    Instant openedAt() {
        return openedAt;
    }

    MeetingStep step() {
        return step;
    }

    Instant stepSince() {
        return stepSince;
    }

    UUID convenorId() {
        return convenorId;
    }

    UUID chairId() {
        return chairId;
    }

    UUID deciderId() {
        return deciderId;
    }

    Instant startsAt() {
        return startsAt;
    }

    Integer lastsMinutes() {
        return lastsMinutes;
    }

    Invitations.Place place() {
        return new Invitations.Place(room, link);
    }

    int sequence() {
        return sequence;
    }

    int timesInquorate() {
        return timesInquorate;
    }

    LocalDate heldOn() {
        return heldOn;
    }

    EntryRef entry() {
        return entrySeq == null ? null : new EntryRef(entryFile, entrySeq);
    }

    Instant endedAt() {
        return endedAt;
    }

    MeetingEnd endKind() {
        return endKind;
    }

    String endReason() {
        return endReason;
    }
}
