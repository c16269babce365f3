package org.throughline.handover;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.throughline.casefile.MatchDecided;
import org.throughline.chronology.RestrictionAnswered;
import org.throughline.obligation.Obligations;

/** What a handover asked of others is met when they have answered, in the transaction of their answer. */
@Component
class AnsweredDuties {

    private final Obligations obligations;

    AnsweredDuties(Obligations obligations) {
        this.obligations = obligations;
    }

    @EventListener
    void on(RestrictionAnswered answered) {
        obligations.met("restriction:" + answered.restrictionId() + ":" + answered.readerId(), answered.answeredBy());
    }

    @EventListener
    void on(MatchDecided decided) {
        obligations.met("match:" + decided.matchId(), decided.decidedBy());
    }
}
