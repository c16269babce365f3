package org.throughline.obligation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.organisation.DutyRole;
import org.throughline.organisation.DutyRota;
import org.throughline.organisation.Practitioner;

/** Who is on duty for an agency when nobody is in the office (X8). */
@Component
class OnDuty {

    private final DutyRota rota;

    OnDuty(DutyRota rota) {
        this.rota = rota;
    }

    /** The manager whom one reaches at this moment. */
    Optional<Practitioner> manager(UUID agency, Instant at) {
        return agency == null ? Optional.empty() : rota.managerOn(agency, at);
    }

    /** The manager above, out of hours. */
    Optional<Practitioner> outOfHours(UUID agency, Instant at) {
        return agency == null ? Optional.empty() : rota.on(agency, DutyRole.OUT_OF_HOURS_MANAGER, at);
    }
}
