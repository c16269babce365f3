package org.throughline.obligation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;
import org.throughline.organisation.Standing;

/**
 * Who holds a level: in the line of supervision of the owner first, then in the agency that owes the act, never outside it (X7); out of
 * hours, for what is urgent, whoever is on duty (X8). Whoever is away is stood in for by a deputy; where there is none the level is empty.
 */
@Component
class LevelHolders {

    private static final int LONGEST_LINE = 8;

    private final Organisation organisation;
    private final OnDuty duty;

    LevelHolders(Organisation organisation, OnDuty duty) {
        this.organisation = organisation;
        this.duty = duty;
    }

    /** Who was told before, by level. */
    record Told(int level, UUID person) {}

    /** @param officeHours whether people are in the office */
    record Question(LevelHolder holder, UUID owner, UUID agency, List<Told> told, Instant at, boolean officeHours) {}

    /** Who holds a level, or null where it is empty, and one sentence why. */
    record Held(Practitioner person, String said) {

        static Held nobody(String said) {
            return new Held(null, said);
        }
    }

    Held of(Question question) {
        return switch (question.holder()) {
            case OWNER -> question.owner() == null ? Held.nobody("Nobody owes this by name; passed on at once.")
                    : first(question, Set.of(organisation.get(question.owner())), "Told as the one who owes it.", true);
            case LINE_SUPERVISOR -> supervisor(question);
            case TEAM_OR_DUTY_MANAGER -> question.officeHours() ? supervisor(question)
                    : onDuty(question, duty.manager(question.agency(), question.at())).orElseGet(() -> supervisor(question));
            case SERVICE_OR_OUT_OF_HOURS_MANAGER -> question.officeHours() ? office(question, PractitionerRole.SERVICE_MANAGER)
                    : onDuty(question, duty.outOfHours(question.agency(), question.at())).orElseGet(() -> office(question, PractitionerRole.SERVICE_MANAGER));
            case HIGHEST_TOLD -> highest(question);
            default -> office(question, OFFICES.get(question.holder()));
        };
    }

    private static final Map<LevelHolder, PractitionerRole> OFFICES = Map.of(
            LevelHolder.SERVICE_MANAGER, PractitionerRole.SERVICE_MANAGER, LevelHolder.HEAD_OF_SERVICE, PractitionerRole.HEAD_OF_SERVICE,
            LevelHolder.DIRECTOR, PractitionerRole.DIRECTOR, LevelHolder.SAFEGUARDING_LEAD, PractitionerRole.SAFEGUARDING_LEAD,
            LevelHolder.DESIGNATED_PROFESSIONAL, PractitionerRole.DESIGNATED_PROFESSIONAL,
            LevelHolder.PARTNERSHIP_REPRESENTATIVE, PractitionerRole.PARTNERSHIP_REPRESENTATIVE);

    private Held supervisor(Question question) {
        Optional<Practitioner> above = Optional.ofNullable(question.owner()).flatMap(owner -> organisation.supervisorAt(owner, question.at()));
        return above.map(person -> first(question, Set.of(person), "Told as the next in the line of supervision.", false))
                .orElseGet(() -> Held.nobody("Nobody supervises this in the line; passed on at once."));
    }

    private Held office(Question question, PractitionerRole role) {
        Set<Practitioner> holders = new LinkedHashSet<>();
        line(question).stream().filter(person -> person.role() == role).forEach(holders::add);
        if (question.agency() != null) {
            holders.addAll(organisation.holding(role, question.agency()));
        }
        String office = question.holder().inWords();
        return holders.isEmpty() ? Held.nobody("No " + office + " is entered for the agency that owes it; passed on at once.")
                : first(question, holders, "Told as " + office + ".", false);
    }

    private List<Practitioner> line(Question question) {
        List<Practitioner> line = new ArrayList<>();
        Optional<Practitioner> above = Optional.ofNullable(question.owner()).flatMap(owner -> organisation.supervisorAt(owner, question.at()));
        while (above.isPresent() && line.size() < LONGEST_LINE) {
            line.add(above.get());
            above = organisation.supervisorAt(above.get().id(), question.at());
        }
        return line;
    }

    private Optional<Held> onDuty(Question question, Optional<Practitioner> onDuty) {
        return onDuty.filter(person -> inside(question, person) && !person.id().equals(question.owner()) && level(question, person) == null)
                .map(person -> new Held(person, "Told as the manager on duty at this hour."));
    }

    private Held highest(Question question) {
        if (question.told().isEmpty()) {
            return Held.nobody("Nobody in the agency that owes it could be told: enter who answers for it.");
        }
        Practitioner person = organisation.get(question.told().get(question.told().size() - 1).person());
        Standing standing = organisation.actingFor(person.id(), question.at());
        return inside(question, standing.person()) && present(standing) ? new Held(standing.person(), "Told again: nobody stands above in the agency that owes it."
                + (standing.said() == null ? "" : " " + standing.said())) : Held.nobody(person.name() + " is away, and nobody stands in or above.");
    }

    /** The first of these who is there or stood in for, inside the agency, and has not been told at a lower level. */
    private Held first(Question question, Set<Practitioner> holders, String said, boolean owner) {
        List<String> passed = new ArrayList<>();
        for (Practitioner holder : holders) {
            Standing standing = organisation.actingFor(holder.id(), question.at());
            Practitioner acts = standing.person();
            Integer before = level(question, acts);
            if (!inside(question, holder)) {
                passed.add(holder.name() + " works for another agency than the one that owes it.");
            } else if (!standsIn(holder, acts, question.at()) || !present(standing) || !inside(question, acts)) {
                passed.add(holder.name() + " is away and nobody stands in.");
            } else if (before != null || !owner && acts.id().equals(question.owner())) {
                passed.add(acts.name() + (before == null ? " owes it." : " was told at level " + before + "."));
            } else {
                return new Held(acts, standing.said() == null ? said : standing.said());
            }
        }
        return Held.nobody(String.join(" ", passed) + " Passed on at once.");
    }

    private boolean standsIn(Practitioner holder, Practitioner acts, Instant at) {
        return acts.id().equals(holder.id()) || organisation.isDeputy(acts.id(), holder.id(), at);
    }

    /** Where nobody is left the organisation answers with the person asked for, and says so. */
    private static boolean present(Standing standing) {
        return standing.said() == null || !standing.said().endsWith("enter a deputy.");
    }

    private static Integer level(Question question, Practitioner person) {
        return question.told().stream().filter(told -> told.person().equals(person.id())).map(Told::level).findFirst().orElse(null);
    }

    private static boolean inside(Question question, Practitioner person) {
        return question.agency() == null || question.agency().equals(person.agencyId());
    }
}
