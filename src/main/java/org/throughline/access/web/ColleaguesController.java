package org.throughline.access.web;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Right;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;
import org.throughline.organisation.Team;

/** The people of one's own agency, by name and team, so that nobody has to know a username. */
@RestController
class ColleaguesController {

    /** @param team null where the person is in none */
    record Colleague(String username, String name, PractitionerRole role, String team) {}

    private final Access access;
    private final Organisation organisation;

    ColleaguesController(Access access, Organisation organisation) {
        this.access = access;
        this.organisation = organisation;
    }

    /** @param team the name of a team of one's own agency; without it everybody. Nobody's name is part of the address */
    @GetMapping("/api/people")
    @Transactional
    List<Colleague> people(@RequestParam(required = false) String team) {
        Practitioner me = access.me();
        access.require(me, Right.FIND_COLLEAGUE, "Looked up the people of the agency", null);
        Map<UUID, String> teams = organisation.teamsOf(me.agencyId()).stream().collect(Collectors.toMap(Team::id, Team::name));
        return organisation.peopleOf(me.agencyId()).stream().filter(who -> who.role() != PractitionerRole.ADMINISTRATOR)
                .map(who -> new Colleague(who.username(), who.name(), who.role(), who.teamId() == null ? null : teams.get(who.teamId())))
                .filter(who -> team == null || team.equals(who.team())).toList();
    }
}
