package org.throughline.bundle;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.throughline.bundle.CsvTable.Fields;
import org.throughline.organisation.AgencyKind;
import org.throughline.organisation.ContactNumbers;
import org.throughline.organisation.Mailboxes;
import org.throughline.organisation.PractitionerRole;

/**
 * One person of the organisation's table; null stands for what is empty, or for a fault.
 *
 * @param mailbox    where mail for this person goes; null leaves it as it is
 * @param agencyPhone on which number the agency is reached, and {@code teamPhone} its team; null leaves it as it is
 * @param agencyName needed only for an agency that is not entered yet, with its kind
 */
record OrganisationLine(Fields row, String username, String name, String agency, String agencyName, AgencyKind agencyKind, String team,
        PractitionerRole role, String supervisor, Set<String> deputies, String mailbox, String agencyPhone, String teamPhone) {

    static final String FILE = "organisation.csv";
    static final List<String> COLUMNS = List.of("username", "name", "agency", "team", "role", "supervisor", "deputies");
    static final List<String> OPTIONAL = List.of("agency_name", "agency_kind", "mailbox", "agency_phone", "team_phone");

    static OrganisationLine read(Fields row, FaultList faults) {
        Values values = new Values(faults);
        return new OrganisationLine(row, id(row, "username", true, values, faults), text(row, "name", true, values, faults), id(row, "agency", true, values, faults),
                text(row, "agency_name", false, values, faults), row.get("agency_kind").isBlank() ? null
                        : values.code(row.place("agency_kind"), row.get("agency_kind").strip(), AgencyKind.class),
                text(row, "team", false, values, faults), has(row, "role", true, faults)
                        ? values.code(row.place("role"), row.get("role").strip(), PractitionerRole.class) : null,
                id(row, "supervisor", false, values, faults), deputies(row, values), mailbox(row, faults),
                phone(row, "agency_phone", faults), phone(row, "team_phone", faults));
    }

    private static String mailbox(Fields row, FaultList faults) {
        String address = row.get("mailbox").strip();
        if (address.isEmpty() || Mailboxes.isAddress(address)) {
            return address.isEmpty() ? null : address;
        }
        faults.add(row.place("mailbox"), "This is not one address. Write it such as someone@example.org, without a name, or leave it empty.");
        return null;
    }

    private static String phone(Fields row, String column, FaultList faults) {
        String number = row.get(column).strip();
        if (number.isEmpty() || ContactNumbers.isNumber(number)) {
            return number.isEmpty() ? null : number;
        }
        faults.add(row.place(column), Words.shown(number) + " is not a telephone number. Write it such as 0116 496 0123 or +44 116 496 0123; where the table took the first 0 away, put it back.");
        return null;
    }

    private static boolean has(Fields row, String column, boolean needed, FaultList faults) {
        boolean blank = row.get(column).isBlank();
        if (blank && needed) {
            faults.add(row.place(column), "The column " + Words.shown(column) + " is empty. Fill it in.");
        }
        return !blank;
    }

    private static String id(Fields row, String column, boolean needed, Values values, FaultList faults) {
        return has(row, column, needed, faults) ? values.id(row.place(column), row.get(column).strip()) : null;
    }

    private static String text(Fields row, String column, boolean needed, Values values, FaultList faults) {
        return has(row, column, needed, faults) ? values.text(row.place(column), row.get(column), 200) : null;
    }

    private static Set<String> deputies(Fields row, Values values) {
        Set<String> deputies = new LinkedHashSet<>();
        if (row.get("deputies").isBlank()) {
            return deputies;
        }
        for (String part : row.get("deputies").split(";", -1)) {
            String deputy = values.id(row.place("deputies"), part.strip());
            if (deputy != null) {
                deputies.add(deputy);
            }
        }
        return deputies;
    }
}
