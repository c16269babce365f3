package org.throughline.handover;

import java.util.List;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.casefile.Casefiles;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.LoginChanged;
import org.throughline.organisation.LoginWillChange;

/**
 * A login that is closed may be the first that anybody hears of a worker who leaves (HE2): for each family that this worker answers for, naming who takes
 * it over becomes a duty of the supervisor at once. When the login opens again the duty ends, unless it was announced meanwhile that the worker leaves.
 */
@Component
class ClosedLoginDuties {

    private final LastDays lastDays;
    private final Casefiles casefiles;
    private final Obligations obligations;

    ClosedLoginDuties(LastDays lastDays, Casefiles casefiles, Obligations obligations) {
        this.lastDays = lastDays;
        this.casefiles = casefiles;
        this.obligations = obligations;
    }

    /** The families stand first in the order of locks, before the person's own row. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void willChange(LoginWillChange login) {
        lastDays.lockAll(login.practitionerId(), casefiles.responsibleFor(login.practitionerId()));
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void changed(LoginChanged login) {
        UUID worker = login.practitionerId();
        List<UUID> files = casefiles.responsibleFor(worker);
        if (login.closed()) {
            // held already, but for one that has come in between
            lastDays.lockAll(worker, files);
            files.forEach(file -> lastDays.nameSomebody(worker, file));
        } else if (lastDays.open(worker).isEmpty()) {
            files.forEach(file -> obligations.overtaken(Leaving.key(worker, file), worker, "The login is open again."));
        }
    }
}
