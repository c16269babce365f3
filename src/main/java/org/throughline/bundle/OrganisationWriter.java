package org.throughline.bundle;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.bundle.OrganisationChanges.Change;
import org.throughline.organisation.Agency;
import org.throughline.organisation.ContactNumbers;
import org.throughline.organisation.Mailboxes;
import org.throughline.organisation.NewPractitioner;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.Team;

/** Compares the lines of the organisation's table with who is entered, and writes the difference. */
@Component
class OrganisationWriter {

    private final Organisation organisation;
    private final Mailboxes mailboxes;
    private final ContactNumbers numbers;
    private final RecordLookup lookup;
    private final Clock clock;

    OrganisationWriter(Organisation organisation, Mailboxes mailboxes, ContactNumbers numbers, RecordLookup lookup, Clock clock) {
        this.organisation = organisation;
        this.mailboxes = mailboxes;
        this.numbers = numbers;
        this.lookup = lookup;
        this.clock = clock;
    }

    /** @throws BundleRefused with every fault */
    @Transactional
    OrganisationChanges write(List<OrganisationLine> lines, FaultList faults, boolean dryRun) {
        lookup.alone();
        new OrganisationCheck(organisation, lines, faults).run();
        if (!faults.isEmpty()) {
            throw new BundleRefused(faults.inOrder());
        }
        OrganisationChanges changes = compare(lines, dryRun);
        if (!dryRun) {
            apply(lines);
        }
        return changes;
    }

    private OrganisationChanges compare(List<OrganisationLine> lines, boolean dryRun) {
        List<String> added = new ArrayList<>();
        List<Change> changed = new ArrayList<>();
        int unchanged = 0;
        for (OrganisationLine line : lines) {
            Optional<Practitioner> known = organisation.find(line.username());
            if (known.isEmpty()) {
                added.add(line.username());
                continue;
            }
            List<Change> differences = differences(line, known.get());
            changed.addAll(differences);
            unchanged += differences.isEmpty() ? 1 : 0;
        }
        return new OrganisationChanges(dryRun, added, changed, unchanged);
    }

    private List<Change> differences(OrganisationLine line, Practitioner known) {
        List<Change> changes = new ArrayList<>();
        note(changes, line, "name", known.name(), line.name());
        note(changes, line, "agency", known.agencyCode(), line.agency());
        note(changes, line, "team", known.teamId() == null ? null : organisation.team(known.teamId()).map(Team::name).orElse(null), line.team());
        note(changes, line, "role", known.role().name(), line.role().name());
        note(changes, line, "supervisor", organisation.lineSupervisorOf(known.id()).map(Practitioner::username).orElse(null), line.supervisor());
        note(changes, line, "deputies", joined(deputiesOf(known.id()).keySet()), joined(line.deputies()));
        note(changes, line, "can log in", known.canLogIn() && known.active() ? "yes" : "no", "yes");
        if (line.mailbox() != null) {
            note(changes, line, "mailbox", mailboxes.of(known.id()).orElse(null), line.mailbox());
        }
        if (line.agencyPhone() != null) {
            note(changes, line, "agency_phone", organisation.agency(line.agency()).flatMap(agency -> numbers.ofAgency(agency.id())).orElse(null), line.agencyPhone());
        }
        if (line.teamPhone() != null) {
            note(changes, line, "team_phone", teamOf(line).flatMap(team -> numbers.ofTeam(team.id())).orElse(null), line.teamPhone());
        }
        return changes;
    }

    private Optional<Team> teamOf(OrganisationLine line) {
        return organisation.agency(line.agency()).flatMap(agency -> organisation.team(agency.id(), line.team()));
    }

    private static void note(List<Change> changes, OrganisationLine line, String field, String from, String to) {
        if (!Objects.equals(from, to)) {
            changes.add(new Change(line.username(), field, from, to));
        }
    }

    private static String joined(Set<String> usernames) {
        return usernames.isEmpty() ? null : String.join(";", new TreeSet<>(usernames));
    }

    private Map<String, UUID> deputiesOf(UUID practitioner) {
        return organisation.deputiesOf(practitioner, clock.instant()).stream().collect(Collectors.toMap(Practitioner::username, Practitioner::id, (a, b) -> a));
    }

    private void apply(List<OrganisationLine> lines) {
        Map<String, UUID> agencies = agencies(lines);
        Map<String, UUID> ids = new HashMap<>();
        List<OrganisationLine> waiting = new ArrayList<>(lines);
        while (!waiting.isEmpty()) {
            waiting.removeIf(line -> {
                if (line.supervisor() != null && waiting.stream().anyMatch(other -> other != line && line.supervisor().equals(other.username()) && !ids.containsKey(other.username()))) {
                    return false;
                }
                ids.put(line.username(), person(line, agencies));
                return true;
            });
        }
        lines.forEach(line -> deputies(line, ids.get(line.username())));
        lines.stream().filter(line -> line.mailbox() != null).forEach(line -> mailboxes.set(ids.get(line.username()), line.mailbox()));
        lines.stream().filter(line -> line.agencyPhone() != null).forEach(line -> numbers.setAgency(agencies.get(line.agency()), line.agencyPhone()));
        lines.stream().filter(line -> line.teamPhone() != null).forEach(line -> numbers.setTeam(teamOf(line).orElseThrow().id(), line.teamPhone()));
    }

    private Map<String, UUID> agencies(List<OrganisationLine> lines) {
        Map<String, UUID> agencies = new HashMap<>();
        for (OrganisationLine line : lines) {
            organisation.agency(line.agency()).map(Agency::id).ifPresent(id -> agencies.put(line.agency(), id));
        }
        for (OrganisationLine line : lines) {
            if (line.agencyName() != null && line.agencyKind() != null) {
                agencies.computeIfAbsent(line.agency(), code -> organisation.addAgency(code, line.agencyName(), line.agencyKind()));
            }
        }
        return agencies;
    }

    private UUID person(OrganisationLine line, Map<String, UUID> agencies) {
        UUID agency = agencies.get(line.agency());
        UUID team = line.team() == null ? null
                : organisation.team(agency, line.team()).map(Team::id).orElseGet(() -> organisation.addTeam(agency, line.team()));
        UUID supervisor = line.supervisor() == null ? null : organisation.get(line.supervisor()).id();
        NewPractitioner as = new NewPractitioner(line.username(), line.name(), agency, team, line.role(), supervisor, true);
        Optional<Practitioner> known = organisation.find(line.username());
        if (known.isEmpty()) {
            return organisation.addPractitioner(as);
        }
        if (!differences(line, known.get()).isEmpty()) {
            organisation.change(known.get().id(), as);
        }
        return known.get().id();
    }

    private void deputies(OrganisationLine line, UUID person) {
        Instant now = clock.instant();
        Map<String, UUID> known = deputiesOf(person);
        known.forEach((username, id) -> {
            if (!line.deputies().contains(username)) {
                organisation.endDeputy(person, id, now);
            }
        });
        line.deputies().stream().filter(username -> !known.containsKey(username))
                .forEach(username -> organisation.addDeputy(person, organisation.get(username).id(), now, null));
    }
}
