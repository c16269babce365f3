package org.throughline.handover;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.Standing;

/** Whose step it is, who may do it in their place, and who answers for them. */
@Component
class Duties {

    private final Organisation organisation;
    private final ActStore acts;
    private final Clock clock;

    Duties(Organisation organisation, ActStore acts, Clock clock) {
        this.organisation = organisation;
        this.acts = acts;
        this.clock = clock;
    }

    /** Who does the waiting step now: who took it over, else whose it is, else who stands in for them. */
    Practitioner doer(Handover handover) {
        Optional<Practitioner> tookOver = acts.last(handover.id(), ActStore.TAKEN_OVER)
                .filter(act -> act.step() == handover.step() && !act.at().isBefore(handover.stepSince()))
                .map(act -> organisation.get(act.by()));
        return tookOver.orElseGet(() -> standing(handover).person());
    }

    private Standing standing(Handover handover) {
        Instant now = clock.instant();
        return switch (handover.step().doer()) {
            case INCOMING -> new Standing(organisation.get(handover.incomingId()), null);
            case OUTGOING -> standsIn(handover.outgoingId(), handover, now);
            case SUPERVISOR -> signer(handover, now);
        };
    }

    /** The outgoing worker; when away or gone, whoever acts for that one's supervisor, or else for the new worker's. */
    private Standing standsIn(UUID outgoing, Handover handover, Instant now) {
        Standing acting = organisation.actingFor(outgoing, now);
        if (acting.person().id().equals(outgoing)) {
            return acting;
        }
        return organisation.lineSupervisorOf(outgoing).map(supervisor -> organisation.actingFor(supervisor.id(), now))
                .filter(standing -> !standing.person().id().equals(handover.incomingId()))
                .orElseGet(() -> organisation.actingFor(handover.supervisorId(), now));
    }

    /** Who acts for the supervisor; where that is the outgoing or the new worker, a deputy who may sign, or else the supervisor. */
    private Standing signer(Handover handover, Instant now) {
        Standing acting = organisation.actingFor(handover.supervisorId(), now);
        if (maySign(handover, acting.person(), now)) {
            return acting;
        }
        return organisation.deputiesOf(handover.supervisorId(), now).stream().filter(deputy -> maySign(handover, deputy, now)).findFirst()
                .map(deputy -> new Standing(deputy, acting.said())).orElse(acting);
    }

    private boolean maySign(Handover handover, Practitioner person, Instant now) {
        return !person.id().equals(handover.outgoingId()) && organisation.signsFor(person.id(), handover.incomingId(), now);
    }

    /** Who answers for the doer of the waiting step; never the doer. */
    Optional<Practitioner> owner(Handover handover, UUID doer) {
        return answersForWhoseStepItIs(handover).filter(owner -> !owner.id().equals(doer)).or(() -> organisation.lineSupervisorOf(doer));
    }

    private Optional<Practitioner> answersForWhoseStepItIs(Handover handover) {
        return switch (handover.step().doer()) {
            case INCOMING -> organisation.find(handover.supervisorId());
            case OUTGOING -> organisation.lineSupervisorOf(handover.outgoingId()).or(() -> organisation.find(handover.supervisorId()));
            case SUPERVISOR -> organisation.lineSupervisorOf(handover.supervisorId());
        };
    }

    /** @throws Refusal when the waiting step is not this person's, naming whose it is */
    void mustDo(Handover handover, Practitioner person) {
        if (!mayDo(handover, person)) {
            throw new Refusal("This step is for " + doer(handover).name() + ". Ask them, or their supervisor.", "not-your-step");
        }
    }

    boolean mayDo(Handover handover, Practitioner person) {
        if (handover.ended() || !person.active() || !person.canLogIn()) {
            return false;
        }
        return switch (handover.step().doer()) {
            case INCOMING -> person.id().equals(handover.incomingId());
            case OUTGOING -> person.id().equals(handover.outgoingId()) || mayTakeOver(handover, person);
            case SUPERVISOR -> mayTakeOver(handover, person);
        };
    }

    /** Steps of the outgoing worker and of the supervisor can be taken over; reading and telling back are nobody else's. */
    boolean mayTakeOver(Handover handover, Practitioner person) {
        Instant now = clock.instant();
        if (handover.ended() || person.id().equals(handover.incomingId()) || !person.active() || !person.canLogIn()) {
            return false;
        }
        boolean receives = organisation.signsFor(person.id(), handover.incomingId(), now);
        return switch (handover.step().doer()) {
            case INCOMING -> false;
            case OUTGOING -> receives || organisation.signsFor(person.id(), handover.outgoingId(), now);
            case SUPERVISOR -> !person.id().equals(handover.outgoingId()) && receives;
        };
    }

    /** Line supervisor, or that one's deputy, of the outgoing or of the new worker: a manager with a name for this handover. */
    boolean manages(Handover handover, Practitioner person) {
        Instant now = clock.instant();
        return organisation.signsFor(person.id(), handover.incomingId(), now)
                || (handover.outgoingId() != null && organisation.signsFor(person.id(), handover.outgoingId(), now));
    }
}
