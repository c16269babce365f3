package org.throughline.bundle;

import java.io.InputStream;
import java.util.List;
import org.springframework.stereotype.Service;
import org.throughline.access.Access;
import org.throughline.access.NotFound;
import org.throughline.access.Right;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;

/**
 * Brings in who works where, for whom, and who stands in for whom, from one table with the columns {@code username},
 * {@code name}, {@code agency}, {@code team}, {@code role}, {@code supervisor}, {@code deputies} (and {@code agency_name},
 * {@code agency_kind} for a new agency, {@code mailbox} for where mail goes, {@code agency_phone} and {@code team_phone} for where they are rung). The table says how its people are from now on; people who are not in it stay as
 * they are. All of it or nothing.
 */
@Service
public class OrganisationImport {

    private final Access access;
    private final Organisation organisation;
    private final OrganisationWriter writer;

    OrganisationImport(Access access, Organisation organisation, OrganisationWriter writer) {
        this.access = access;
        this.organisation = organisation;
        this.writer = writer;
    }

    /**
     * @param dryRun        whether to say only what would change
     * @param administrator who imports
     * @throws NotFound where this person may not import
     * @throws BundleRefused with every fault
     */
    public OrganisationChanges run(InputStream csv, boolean dryRun, Practitioner administrator) {
        access.require(administrator, Right.IMPORT, dryRun ? "Tried a table of the organisation" : "Imported a table of the organisation", null);
        return run(csv, dryRun);
    }

    /**
     * The first table of an empty organisation, from the command line of the machine itself.
     *
     * @throws NotFound where there is an administrator already: that one imports
     */
    OrganisationChanges first(InputStream csv, boolean dryRun) {
        if (!organisation.holding(PractitionerRole.ADMINISTRATOR).isEmpty()) {
            throw new NotFound();
        }
        return run(csv, dryRun);
    }

    private OrganisationChanges run(InputStream csv, boolean dryRun) {
        FaultList faults = new FaultList();
        List<OrganisationLine> lines = lines(csv, faults);
        return writer.write(lines, faults, dryRun);
    }

    private static List<OrganisationLine> lines(InputStream csv, FaultList faults) {
        String text = Utf8.table(OrganisationLine.FILE, csv, faults);
        return text == null ? List.of() : new CsvTable(OrganisationLine.FILE, OrganisationLine.COLUMNS, OrganisationLine.OPTIONAL, faults)
                .read(text, row -> OrganisationLine.read(row, faults));
    }
}
