package org.throughline.bundle;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.organisation.Agency;
import org.throughline.organisation.DutyRole;
import org.throughline.organisation.DutyRota;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.Shift;
import org.throughline.organisation.Team;

/** Checks the lines of a duty rota, compares them with what is entered, and writes the difference. */
@Component
class RotaWriter {

    private record Duty(UUID agency, DutyRole role) {}

    private final DutyRota rota;
    private final Organisation organisation;
    private final RecordLookup lookup;
    private final Clock clock;

    RotaWriter(DutyRota rota, Organisation organisation, RecordLookup lookup, Clock clock) {
        this.rota = rota;
        this.organisation = organisation;
        this.lookup = lookup;
        this.clock = clock;
    }

    /** @throws BundleRefused with every fault */
    @Transactional
    RotaChanges write(List<RotaLine> lines, FaultList faults, boolean dryRun) {
        lookup.alone();
        List<Shift> wanted = new ArrayList<>();
        Map<Shift, Integer> where = new HashMap<>();
        for (RotaLine line : lines) {
            shift(line, faults).ifPresent(shift -> {
                twice(line, shift, wanted, where, faults);
                wanted.add(shift);
                where.put(shift, line.row().line());
            });
        }
        if (!faults.isEmpty()) {
            throw new BundleRefused(faults.inOrder());
        }
        Map<Duty, Instant> first = beginnings(wanted, clock.instant());
        List<Shift> known = known(first);
        List<Shift> added = wanted.stream().filter(shift -> known.stream().noneMatch(shift::sameAs)).toList();
        List<Shift> ended = known.stream().filter(shift -> wanted.stream().noneMatch(shift::sameAs)).toList();
        RotaChanges changes = new RotaChanges(dryRun, added.stream().map(this::inWords).toList(), ended.stream().map(this::inWords).toList(), wanted.size() - added.size());
        if (!dryRun) {
            ended.forEach(shift -> rota.end(shift.id(), first.get(new Duty(shift.agencyId(), shift.role()))));
            added.forEach(shift -> rota.add(shift.agencyId(), shift.teamId(), shift.role(), shift.practitionerId(), shift.since(), shift.until()));
        }
        return changes;
    }

    private Optional<Shift> shift(RotaLine line, FaultList faults) {
        Optional<Agency> agency = Optional.ofNullable(line.agency()).flatMap(organisation::agency);
        if (line.agency() != null && agency.isEmpty()) {
            faults.add(line.row().place("agency"), "The agency " + Words.shown(line.agency()) + " is not entered. Correct its code, or bring in the organisation first.");
        }
        Optional<Practitioner> person = Optional.ofNullable(line.username()).flatMap(organisation::find);
        if (line.username() != null && person.filter(one -> one.active() && one.canLogIn()).isEmpty()) {
            faults.add(line.row().place("username"), "Nobody who works here has the user name " + Words.shown(line.username()) + ". Correct it, or bring in the organisation first.");
        } else if (person.isPresent() && agency.isPresent() && !person.get().agencyId().equals(agency.get().id())) {
            faults.add(line.row().place("username"), person.get().name() + " works for another agency. Name somebody of " + agency.get().name() + ".");
        }
        Optional<Team> team = line.team() == null || agency.isEmpty() ? Optional.empty() : organisation.team(agency.get().id(), line.team());
        if (line.team() != null && agency.isPresent() && team.isEmpty()) {
            faults.add(line.row().place("team"), "There is no team " + Words.shown(line.team()) + ". Correct it, or leave it empty for the whole agency.");
        }
        if (line.from() == null || line.to() == null || line.role() == null || agency.isEmpty() || person.isEmpty()) {
            return Optional.empty();
        }
        if (!line.from().isBefore(line.to())) {
            faults.add(line.row().place("to"), "The shift ends before it begins. Change one of the two times.");
            return Optional.empty();
        }
        if (line.to().isBefore(clock.instant())) {
            faults.add(line.row().place("to"), "This shift is over already, and what was is not changed. Delete the row.");
            return Optional.empty();
        }
        return Optional.of(new Shift(null, agency.get().id(), team.map(Team::id).orElse(null), line.role(), person.get().id(), line.from(), line.to()));
    }

    private static void twice(RotaLine line, Shift shift, List<Shift> wanted, Map<Shift, Integer> where, FaultList faults) {
        wanted.stream().filter(other -> other.agencyId().equals(shift.agencyId()) && other.role() == shift.role() && other.practitionerId().equals(shift.practitionerId())
                        && other.since().isBefore(shift.until()) && shift.since().isBefore(other.until())).findFirst()
                .ifPresent(other -> faults.add(line.row().place("from"), "This person holds this duty at that time already, by line " + where.get(other) + ". Keep one of the two."));
    }

    /** From which moment on the table is the rota, for each agency and role in it. */
    private static Map<Duty, Instant> beginnings(List<Shift> wanted, Instant now) {
        Map<Duty, Instant> first = new LinkedHashMap<>();
        wanted.forEach(shift -> first.merge(new Duty(shift.agencyId(), shift.role()), shift.since(), (a, b) -> a.isBefore(b) ? a : b));
        first.replaceAll((duty, from) -> from.isBefore(now) ? now : from);
        return first;
    }

    private List<Shift> known(Map<Duty, Instant> first) {
        List<Shift> known = new ArrayList<>();
        first.forEach((duty, from) -> rota.from(duty.agency(), from).stream().filter(shift -> shift.role() == duty.role()).forEach(known::add));
        return known;
    }

    private RotaChanges.Line inWords(Shift shift) {
        return new RotaChanges.Line(organisation.agency(shift.agencyId()).code(), shift.teamId() == null ? null : organisation.team(shift.teamId()).map(Team::name).orElse(null),
                shift.role().name(), organisation.get(shift.practitionerId()).username(), shift.since(), shift.until());
    }
}
