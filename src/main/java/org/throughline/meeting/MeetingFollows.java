package org.throughline.meeting;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.obligation.ObligationEnded;
import org.throughline.obligation.ObligationReassigned;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;

/**
 * A meeting follows what called for it: where that ends in a lawful way, the meeting ends with it; where somebody else owes it, they convene.
 * That no meeting is needed only a second agency agrees to, whichever way somebody says so (domain 6).
 */
@Component
class MeetingFollows {

    private static final String DUTY = "FAMILY";

    private final MeetingRepository repository;
    private final MeetingWaits waits;
    private final MeetingPlaces places;
    private final MeetingProcess process;
    private final Obligations obligations;
    private final Organisation organisation;
    private final OwnActs own;
    private final Clock clock;

    MeetingFollows(MeetingRepository repository, MeetingWaits waits, MeetingPlaces places, MeetingProcess process, Obligations obligations, Organisation organisation, OwnActs own,
            Clock clock) {
        this.repository = repository;
        this.waits = waits;
        this.places = places;
        this.process = process;
        this.obligations = obligations;
        this.organisation = organisation;
        this.own = own;
        this.clock = clock;
    }

    @EventListener
    void ended(ObligationEnded ended) {
        if (DUTY.equals(ended.subjectKind())) {
            obligations.met(CorrectedCauses.key(ended.id()), ended.by()); // whether it still stands is no question any more
        }
        Optional<Meeting> open = switch (ended.subjectKind()) {
            case DUTY -> repository.findByObligationIdAndEndedAtIsNull(ended.id());
            case MeetingWaits.SUBJECT -> repository.findById(ended.subjectId()).filter(meeting -> !meeting.ended());
            default -> Optional.empty();
        };
        open.filter(meeting -> meeting.step().beforeHeld() && !meeting.id().equals(own.acting())).ifPresent(meeting -> {
            switch (ended.endKind()) {
                case "NOT_NEEDED" -> notNeeded(meeting, ended);
                case "OVERTAKEN" -> overtake(meeting, ended.by(), ended.reason());
                default -> overtake(meeting, ended.by(), "Another meeting was held and met this one too.");
            }
        });
    }

    private void notNeeded(Meeting meeting, ObligationEnded ended) {
        UUID one = organisation.get(ended.by()).agencyId();
        if (one.equals(organisation.get(ended.second()).agencyId())) {
            throw new Refusal("Only a professional of a second agency can agree that no meeting is needed. Propose it on the page of the meeting.", "second-agency",
                    List.of(new Refusal.Missing("The meeting.", "/meetings/" + meeting.id())));
        }
        leave(meeting, ended.by(), ended.reason(), MeetingEnd.NOT_NEEDED);
    }

    /** It no longer has to be held: what waits ends, who was asked hears, and so does the engine. */
    void overtake(Meeting meeting, UUID by, String reason) {
        leave(meeting, by, reason, MeetingEnd.OVERTAKEN);
    }

    private void leave(Meeting meeting, UUID by, String reason, MeetingEnd how) {
        own.of(meeting.id(), () -> {
            waits.overtaken(meeting, by, reason);
            waits.duty(meeting).ifPresent(duty -> obligations.overtaken(duty.dedupeKey(), by, reason));
            places.over(meeting, true, by, reason);
            meeting.end(how, reason, by, clock.instant().truncatedTo(ChronoUnit.MICROS));
            repository.saveAndFlush(meeting);
            process.end(meeting.id());
            return meeting;
        });
    }

    @EventListener
    void reassigned(ObligationReassigned moved) {
        if (DUTY.equals(moved.subjectKind())) {
            repository.findByObligationIdAndEndedAtIsNull(moved.id()).ifPresent(meeting -> {
                meeting.convenedBy(moved.newOwner());
                repository.saveAndFlush(meeting);
            });
        } else if (MeetingWaits.SUBJECT.equals(moved.subjectKind())) {
            repository.findById(moved.subjectId()).filter(meeting -> !meeting.ended() && moved.dedupeKey().equals(MeetingWaits.key(meeting.id(), meeting.step())))
                    .ifPresent(meeting -> stepOf(meeting, moved.newOwner()));
        }
    }

    private void stepOf(Meeting meeting, UUID person) {
        switch (meeting.step().doer()) {
            case CONVENOR -> meeting.convenedBy(person);
            case CHAIR -> meeting.chairedBy(person);
            default -> { }
        }
        repository.saveAndFlush(meeting);
        process.giveTo(meeting.id(), organisation.get(person).username());
    }
}
