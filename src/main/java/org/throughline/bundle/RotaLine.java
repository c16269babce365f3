package org.throughline.bundle;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.throughline.bundle.CsvTable.Fields;
import org.throughline.organisation.DutyRole;

/** One shift of the table; null stands for what is empty, or for a fault. Times without a zone are those of the clock on the wall. */
record RotaLine(Fields row, String agency, String team, DutyRole role, String username, Instant from, Instant to) {

    static final String FILE = "duty-rota.csv";
    static final List<String> COLUMNS = List.of("agency", "role", "username", "from", "to");
    static final List<String> OPTIONAL = List.of("team");

    static RotaLine read(Fields row, ZoneId zone, FaultList faults) {
        Values values = new Values(faults);
        return new RotaLine(row, has(row, "agency", faults) ? values.id(row.place("agency"), row.get("agency").strip()) : null,
                row.get("team").isBlank() ? null : values.text(row.place("team"), row.get("team"), 200),
                has(row, "role", faults) ? values.code(row.place("role"), row.get("role").strip(), DutyRole.class) : null,
                has(row, "username", faults) ? values.id(row.place("username"), row.get("username").strip()) : null,
                moment(row, "from", zone, values, faults), moment(row, "to", zone, values, faults));
    }

    private static Instant moment(Fields row, String column, ZoneId zone, Values values, FaultList faults) {
        if (!has(row, column, faults)) {
            return null;
        }
        String text = row.get(column).strip().replace(' ', 'T');
        try {
            return LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException notOnTheWall) {
            return values.moment(row.place(column), text);
        }
    }

    private static boolean has(Fields row, String column, FaultList faults) {
        boolean blank = row.get(column).isBlank();
        if (blank) {
            faults.add(row.place(column), "The column " + Words.shown(column) + " is empty. Fill it in.");
        }
        return !blank;
    }
}
