package org.throughline.handover;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.throughline.authority.FirstWorkerMustRead;
import org.throughline.organisation.Organisation;

/** The first worker of a file whose family has a history reads it, tells it back and is signed for, as in a handover that nobody hands over. */
@Component
class FirstReading {

    private final Handovers handovers;
    private final Organisation organisation;

    FirstReading(Handovers handovers, Organisation organisation) {
        this.handovers = handovers;
        this.organisation = organisation;
    }

    @EventListener
    void on(FirstWorkerMustRead first) {
        handovers.request(new NewHandover(first.casefileId(), organisation.get(first.workerId()).username(), HandoverType.FIRST_WORKER, ReasonCode.OTHERS, null, false),
                organisation.get(first.namedBy()));
    }
}
