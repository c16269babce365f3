package org.throughline.authority.web;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.organisation.DutyRole;
import org.throughline.organisation.DutyRota;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.Unheld;

/** Who is on duty now in the reader's own agency, and which of the coming hours nobody holds. */
@RestController
class DutyRotaApi {

    /** @param now whether this shift is running */
    record OnDuty(String role, String username, String name, Instant from, Instant to, boolean now) {}

    /**
     * @param kept             whether the agency keeps a rota at all
     * @param nobodyGoesOut    hours without a duty worker
     * @param nobodyIsReached  hours without a manager on duty, by day or by night
     */
    record Rota(boolean kept, List<OnDuty> shifts, List<Unheld> nobodyGoesOut, List<Unheld> nobodyIsReached) {}

    private final DutyRota rota;
    private final Organisation organisation;
    private final Access access;
    private final Clock clock;

    DutyRotaApi(DutyRota rota, Organisation organisation, Access access, Clock clock) {
        this.rota = rota;
        this.organisation = organisation;
        this.access = access;
        this.clock = clock;
    }

    @GetMapping("/api/duty-rota")
    @Transactional(readOnly = true)
    public Rota rota() {
        Practitioner me = access.me();
        Instant now = clock.instant();
        List<OnDuty> shifts = rota.from(me.agencyId(), now).stream().map(shift -> {
            Practitioner person = organisation.get(shift.practitionerId());
            return new OnDuty(shift.role().name(), person.username(), person.name(), shift.since(), shift.until(), !shift.since().isAfter(now));
        }).toList();
        return new Rota(rota.kept(me.agencyId()), shifts, rota.unheld(me.agencyId(), Set.of(DutyRole.DUTY_WORKER)), rota.unheld(me.agencyId(), DutyRota.MANAGERS));
    }
}
