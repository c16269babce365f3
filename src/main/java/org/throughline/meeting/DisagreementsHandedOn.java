package org.throughline.meeting;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Refusal;
import org.throughline.obligation.ObligationReassigned;
import org.throughline.organisation.Organisation;

/** Somebody who is away or has left owed a step of a disagreement: whoever gets their work gets the step, but never the person disagreed with. */
@Component
class DisagreementsHandedOn {

    private final DisagreementStore store;
    private final DisagreementProcess process;
    private final Organisation organisation;

    DisagreementsHandedOn(DisagreementStore store, DisagreementProcess process, Organisation organisation) {
        this.store = store;
        this.process = process;
        this.organisation = organisation;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void reassigned(ObligationReassigned moved) {
        if (!DisagreementWaits.SUBJECT.equals(moved.subjectKind())) {
            return;
        }
        store.find(moved.subjectId()).filter(one -> !one.ended() && one.waitKey().equals(moved.dedupeKey())).ifPresent(waiting -> {
            boolean first = waiting.step() == DisagreementStep.ANSWER && waiting.level() == DisagreementLevel.E1;
            if (!first && moved.newOwner().equals(waiting.withId()) || waiting.step() == DisagreementStep.ANSWER && moved.newOwner().equals(waiting.raisedBy())) {
                throw new Refusal("This is a step of a disagreement in which " + organisation.get(moved.newOwner()).name() + " takes part. Name somebody else.", "takes-part");
            }
            store.givenTo(waiting.id(), moved.newOwner());
            process.giveTo(waiting.id(), organisation.get(moved.newOwner()).username());
        });
    }
}
