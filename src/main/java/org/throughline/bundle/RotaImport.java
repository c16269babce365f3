package org.throughline.bundle;

import java.io.InputStream;
import java.util.List;
import org.springframework.stereotype.Service;
import org.throughline.access.Access;
import org.throughline.access.NotFound;
import org.throughline.access.Right;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.organisation.Practitioner;

/**
 * Brings in the duty rota from a table with the columns {@code agency}, {@code role}, {@code username}, {@code from}, {@code to} (and
 * {@code team}, empty for the whole agency). For each agency and role in it the table says how the rota is from the first moment it
 * names on; what was before stays. All of it or nothing.
 */
@Service
public class RotaImport {

    private final Access access;
    private final RotaWriter writer;
    private final WorkingCalendar calendar;

    RotaImport(Access access, RotaWriter writer, WorkingCalendar calendar) {
        this.access = access;
        this.writer = writer;
        this.calendar = calendar;
    }

    /**
     * @param dryRun        whether to say only what would change
     * @param administrator who imports
     * @throws NotFound where this person may not import
     * @throws BundleRefused with every fault
     */
    public RotaChanges run(InputStream csv, boolean dryRun, Practitioner administrator) {
        access.require(administrator, Right.IMPORT, dryRun ? "Tried a duty rota" : "Imported a duty rota", null);
        FaultList faults = new FaultList();
        String text = Utf8.table(RotaLine.FILE, csv, faults);
        List<RotaLine> lines = text == null ? List.of() : new CsvTable(RotaLine.FILE, RotaLine.COLUMNS, RotaLine.OPTIONAL, faults)
                .read(text, row -> RotaLine.read(row, calendar.zone(), faults));
        return writer.write(lines, faults, dryRun);
    }
}
