package org.throughline.meeting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.organisation.DutyRota;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;
import org.throughline.organisation.Standing;

/**
 * Who answers at which level (practice-rules 1.6). Above the first level neither the person disagreed with nor whoever disagrees answers,
 * nor anybody who has answered below.
 */
@Component
class DisagreementPeople {

    private static final int LONGEST_LINE = 8;

    private final Organisation organisation;
    private final DutyRota rota;
    private final Casefiles casefiles;

    DisagreementPeople(Organisation organisation, DutyRota rota, Casefiles casefiles) {
        this.organisation = organisation;
        this.rota = rota;
        this.casefiles = casefiles;
    }

    /** Who acts for the person disagreed with, in person where they can. */
    Practitioner first(UUID with, UUID raisedBy, Instant now) {
        Practitioner acts = organisation.actingFor(with, now).person();
        return acts.id().equals(raisedBy) ? organisation.get(with) : acts;
    }

    /** The duty manager of the agency that keeps the file; else whoever supervises its worker; else the line of the person disagreed with (E0). */
    Practitioner inDanger(Disagreement about, Instant now) {
        CasefileView file = casefiles.get(about.casefileId());
        Optional<Practitioner> onDuty = file.agencyId() == null ? Optional.empty() : rota.managerOn(file.agencyId(), now);
        return onDuty.or(() -> casefiles.responsible(file.id()).flatMap(organisation::lineSupervisorOf).map(one -> organisation.actingFor(one.id(), now).person()))
                .or(() -> organisation.lineSupervisorOf(about.withId()).map(one -> organisation.actingFor(one.id(), now).person()))
                .orElseGet(() -> first(about.withId(), about.raisedBy(), now));
    }

    /** Who holds a level above the first, or why nobody does. */
    record Held(Practitioner person, String said) {}

    /** @param before who has been asked at lower levels */
    Held at(DisagreementLevel level, Disagreement about, Set<UUID> before, Instant now) {
        Set<UUID> not = new HashSet<>(before);
        not.add(about.withId());
        not.add(about.raisedBy());
        return candidates(level, about.withId(), now).map(one -> organisation.actingFor(one.id(), now)).map(Standing::person)
                .filter(one -> one.active() && one.canLogIn() && !not.contains(one.id())).findFirst()
                .map(one -> new Held(one, null))
                .orElseGet(() -> new Held(null, "Nobody is entered as " + level.inWords() + " who has not been part of this; passed on at once."));
    }

    private Stream<Practitioner> candidates(DisagreementLevel level, UUID with, Instant now) {
        UUID agency = organisation.get(with).agencyId();
        List<Practitioner> line = line(with, now);
        return switch (level) {
            case E1, E5 -> Stream.of(organisation.get(with));
            case E2 -> Stream.concat(line.stream().limit(1), organisation.holding(PractitionerRole.SAFEGUARDING_LEAD, agency).stream());
            case E3 -> Stream.of(line.stream().skip(1), holding(agency, PractitionerRole.SERVICE_MANAGER, PractitionerRole.DESIGNATED_PROFESSIONAL,
                    PractitionerRole.HEAD_OF_SERVICE)).flatMap(one -> one);
            case E4 -> Stream.of(organisation.holding(PractitionerRole.PARTNERSHIP_CHAIR).stream(), holding(agency, PractitionerRole.PARTNERSHIP_REPRESENTATIVE,
                    PractitionerRole.DIRECTOR, PractitionerRole.HEAD_OF_SERVICE)).flatMap(one -> one);
        };
    }

    private Stream<Practitioner> holding(UUID agency, PractitionerRole... roles) {
        return Stream.of(roles).flatMap(role -> organisation.holding(role, agency).stream());
    }

    private List<Practitioner> line(UUID person, Instant now) {
        List<Practitioner> line = new ArrayList<>();
        Optional<Practitioner> above = organisation.supervisorAt(person, now);
        while (above.isPresent() && line.size() < LONGEST_LINE) {
            line.add(above.get());
            above = organisation.supervisorAt(above.get().id(), now);
        }
        return line;
    }

    /** Where nobody holds the partnership's level, whoever leads for whoever disagrees carries it there. @throws Refusal where there is nobody either */
    Practitioner lastResort(Disagreement about, Set<UUID> before, Instant now) {
        Practitioner raiser = organisation.get(about.raisedBy());
        return Stream.concat(line(raiser.id(), now).stream(), holding(raiser.agencyId(), PractitionerRole.SAFEGUARDING_LEAD, PractitionerRole.DESIGNATED_PROFESSIONAL))
                .filter(one -> one.active() && one.canLogIn() && !one.id().equals(about.withId()) && !one.id().equals(raiser.id()) && !before.contains(one.id()))
                .findFirst().orElseThrow(() -> new Refusal("Nobody is entered who could answer this at the partnership's level. Ask an administrator to enter the "
                        + "partnership's chair; what you wrote is kept.", "nobody-to-ask"));
    }

    /** Who answers for a person: the line supervisor, or the agency's safeguarding lead; never the person disagreed with. */
    Optional<Practitioner> answersFor(UUID person, Disagreement about) {
        return organisation.lineSupervisorOf(person)
                .or(() -> organisation.holding(PractitionerRole.SAFEGUARDING_LEAD, organisation.get(person).agencyId()).stream().findFirst())
                .filter(one -> !one.id().equals(person) && !one.id().equals(about.withId()));
    }
}
