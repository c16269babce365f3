package org.throughline.access.web;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.Team;

/** Who I am. */
@RestController
class MeController {

    record Name(String username, String name) {
        static Name of(Practitioner who) {
            return new Name(who.username(), who.name());
        }
    }

    record AgencyName(String code, String name) {}

    /** @param supervisor null at the top of a line */
    record Me(String username, String name, List<String> roles, String team, AgencyName agency, Name supervisor, List<Name> deputises) {}

    private final Access access;
    private final Organisation organisation;
    private final Clock clock;

    MeController(Access access, Organisation organisation, Clock clock) {
        this.access = access;
        this.organisation = organisation;
        this.clock = clock;
    }

    @GetMapping("/api/me")
    @Transactional(readOnly = true)
    Me me() {
        Practitioner me = access.me();
        return new Me(me.username(), me.name(), List.of(me.role().name()),
                me.teamId() == null ? null : organisation.team(me.teamId()).map(Team::name).orElse(null),
                new AgencyName(me.agencyCode(), organisation.agency(me.agencyId()).name()),
                organisation.lineSupervisorOf(me.id()).map(Name::of).orElse(null),
                organisation.deputisedBy(me.id(), clock.instant()).stream().map(organisation::get)
                        .sorted(Comparator.comparing(Practitioner::name)).map(Name::of).toList());
    }
}
