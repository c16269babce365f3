package org.throughline.handover;

import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.calendar.Limit;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Practitioner;

/** Steps of handovers whose doer has left: they go to whoever stands in; where only the new worker could do it, the supervisor names another one. */
@Component
class PassedOn {

    private final HandoverRepository repository;
    private final HandoverLock lock;
    private final Waits waits;
    private final Duties duties;
    private final HandoverProcess process;
    private final Obligations obligations;
    private final Casefiles casefiles;
    private final WorkingCalendar calendar;
    private final Clock clock;

    PassedOn(HandoverRepository repository, HandoverLock lock, Waits waits, Duties duties, HandoverProcess process, Obligations obligations, Casefiles casefiles,
             WorkingCalendar calendar, Clock clock) {
        this.repository = repository;
        this.lock = lock;
        this.waits = waits;
        this.duties = duties;
        this.process = process;
        this.obligations = obligations;
        this.casefiles = casefiles;
        this.calendar = calendar;
        this.clock = clock;
    }

    void step(ObligationView owed, UUID leaving, UUID supervisor, Limit limit) {
        Handover handover = repository.findById(owed.subjectId()).filter(open -> !open.ended()).orElse(null);
        if (handover == null) {
            return;
        }
        handover = lock.lock(handover.id());
        Practitioner doer = duties.doer(handover);
        if (!doer.id().equals(owed.ownerId())) {
            waits.givenTo(handover, doer);
            process.giveTo(handover.id(), doer.username());
            return;
        }
        CasefileView file = casefiles.get(handover.casefileId());
        obligations.open(new NewObligation("leaving-new-worker:" + handover.id(), file.id(), "LEAVING", leaving, "HE2", "Name another new worker for a handover", supervisor,
                file.agencyId(), calendar.due(clock.instant(), limit, file.jurisdiction()), limit.unit(), false));
    }
}
