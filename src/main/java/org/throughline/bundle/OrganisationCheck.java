package org.throughline.bundle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;

/** Checks the lines of the organisation's table against each other and against who is entered already. */
final class OrganisationCheck {

    private final Organisation organisation;
    private final List<OrganisationLine> lines;
    private final FaultList faults;
    private final Map<String, OrganisationLine> byName = new LinkedHashMap<>();
    private final Map<String, String> numbers = new HashMap<>();

    OrganisationCheck(Organisation organisation, List<OrganisationLine> lines, FaultList faults) {
        this.organisation = organisation;
        this.lines = lines;
        this.faults = faults;
    }

    void run() {
        once();
        for (OrganisationLine line : lines) {
            agency(line);
            numbers(line);
            known(line, "supervisor", line.supervisor());
            for (String deputy : line.deputies()) {
                known(line, "deputies", deputy);
                if (deputy.equals(line.username())) {
                    faults.add(line.row().place("deputies"), "Nobody stands in for oneself. Name somebody else, or leave it empty.");
                }
            }
            circle(line);
        }
        if (faults.isEmpty()) {
            someAdministratorIsLeft();
        }
    }

    private void once() {
        Map<String, Integer> first = new HashMap<>();
        for (OrganisationLine line : lines) {
            if (line.username() == null) {
                continue;
            }
            Integer earlier = first.putIfAbsent(line.username().toLowerCase(Locale.ROOT), line.row().line());
            if (earlier != null) {
                faults.add(line.row().place("username"), "The user name " + Words.shown(line.username()) + " stands in line " + earlier + " already. Keep one line for each person.");
            } else {
                byName.put(line.username(), line);
            }
        }
    }

    private void agency(OrganisationLine line) {
        if (line.agency() == null || organisation.agency(line.agency()).isPresent()) {
            return;
        }
        boolean told = lines.stream().anyMatch(other -> line.agency().equals(other.agency()) && other.agencyName() != null && other.agencyKind() != null);
        if (!told) {
            faults.add(line.row().place("agency"), "The agency " + Words.shown(line.agency()) + " is not entered yet. Correct its code, or give its name and kind in the columns agency_name and agency_kind.");
        }
    }

    /** One number for each agency, and for each team. */
    private void numbers(OrganisationLine line) {
        if (line.teamPhone() != null && line.team() == null) {
            faults.add(line.row().place("team_phone"), "This line names no team. Name the team in the column team, or put the number into agency_phone.");
        }
        sameAsBefore(line, "agency_phone", line.agencyPhone(), line.agency());
        sameAsBefore(line, "team_phone", line.teamPhone(), line.agency() + "/" + line.team());
    }

    private void sameAsBefore(OrganisationLine line, String column, String number, String whose) {
        String before = number == null ? null : numbers.putIfAbsent(column + " " + whose, number);
        if (before != null && !before.equals(number)) {
            faults.add(line.row().place(column), "A line above gives the number " + Words.shown(before) + ". Write the same in both, or leave one empty.");
        }
    }

    private void known(OrganisationLine line, String column, String username) {
        if (username != null && !byName.containsKey(username) && organisation.find(username).isEmpty()) {
            faults.add(line.row().place(column), "There is nobody with the user name " + Words.shown(username) + ", neither in the table nor in the organisation. Add a line, or correct it.");
        }
    }

    private void circle(OrganisationLine line) {
        List<String> path = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        String at = line.username();
        while (at != null && seen.add(at)) {
            path.add(at);
            at = supervisorOf(at);
        }
        if (at != null && at.equals(line.username())) {
            path.add(at);
            faults.add(line.row().place("supervisor"), "The line of supervision runs in a circle: " + String.join(" - ", path) + ". Somebody at the top has no supervisor.");
        }
    }

    private String supervisorOf(String username) {
        OrganisationLine line = byName.get(username);
        if (line != null) {
            return line.supervisor();
        }
        return organisation.find(username).flatMap(who -> organisation.lineSupervisorOf(who.id())).map(Practitioner::username).orElse(null);
    }

    private void someAdministratorIsLeft() {
        boolean inTable = lines.stream().anyMatch(line -> line.role() == PractitionerRole.ADMINISTRATOR);
        boolean untouched = organisation.holding(PractitionerRole.ADMINISTRATOR).stream().anyMatch(who -> !byName.containsKey(who.username()));
        if (!inTable && !untouched) {
            faults.add(new Place(OrganisationLine.FILE, 0, 0, "role"), "After this nobody would be an administrator. Give one person of the table the role ADMINISTRATOR.");
        }
    }
}
