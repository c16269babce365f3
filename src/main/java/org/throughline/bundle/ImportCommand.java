package org.throughline.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.throughline.access.NotFound;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;

/**
 * Imports from the command line and ends: {@code --import=PATH} for a case bundle (folder or zip), {@code
 * --import-organisation=FILE} for a table of the organisation ({@code --dry-run} says what it would change), {@code --import-rota=FILE} for a duty rota, likewise. The import is in
 * the name of the administrator of {@code --import-as=USERNAME}, or of the only one there is. Exit code 0 when it is done, 1
 * when there were faults, 2 when it could not be tried.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ImportCommand implements ApplicationRunner {

    static final int DONE = 0;
    static final int FAULTS = 1;
    static final int NOT_TRIED = 2;

    private static final String CASE = "import";
    private static final String ORGANISATION = "import-organisation";
    private static final String ROTA = "import-rota";

    private final BundleImport bundles;
    private final OrganisationImport tables;
    private final RotaImport rotas;
    private final Organisation organisation;
    private final ApplicationContext application;

    ImportCommand(BundleImport bundles, OrganisationImport tables, RotaImport rotas, Organisation organisation, ApplicationContext application) {
        this.rotas = rotas;
        this.bundles = bundles;
        this.tables = tables;
        this.organisation = organisation;
        this.application = application;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (asked(arguments)) {
            int code = run(arguments, System.out);
            System.exit(SpringApplication.exit(application, () -> code));
        }
    }

    static boolean asked(ApplicationArguments arguments) {
        return arguments.containsOption(CASE) || arguments.containsOption(ORGANISATION) || arguments.containsOption(ROTA);
    }

    /** Every table first, then every rota, then every bundle; stops at the first that is not taken. */
    int run(ApplicationArguments arguments, PrintStream out) {
        for (String path : paths(arguments, ORGANISATION)) {
            int code = report(out, path, () -> organisation(path, arguments, out));
            if (code != DONE) {
                return code;
            }
        }
        for (String path : paths(arguments, ROTA)) {
            int code = report(out, path, () -> rota(path, arguments, out));
            if (code != DONE) {
                return code;
            }
        }
        for (String path : paths(arguments, CASE)) {
            int code = report(out, path, () -> bundle(path, arguments, out));
            if (code != DONE) {
                return code;
            }
        }
        return DONE;
    }

    private static List<String> paths(ApplicationArguments arguments, String option) {
        List<String> paths = arguments.getOptionValues(option);
        return paths == null ? List.of() : paths;
    }

    private static int report(PrintStream out, String path, Act act) {
        try {
            return act.run();
        } catch (BundleRefused refused) {
            out.print(FaultTable.of(refused.faults()));
            out.println(refused.getMessage());
            return FAULTS;
        } catch (IOException e) {
            out.println("The file " + path + " cannot be read. Check the path and who may read it.");
            return NOT_TRIED;
        } catch (NotFound e) {
            out.println("Only an administrator imports. Name one with --import-as=USERNAME.");
            return NOT_TRIED;
        }
    }

    private int organisation(String path, ApplicationArguments arguments, PrintStream out) throws IOException {
        boolean dryRun = arguments.containsOption("dry-run");
        Optional<Practitioner> administrator = administrator(arguments);
        boolean first = !arguments.containsOption("import-as") && organisation.holding(PractitionerRole.ADMINISTRATOR).isEmpty();
        if (administrator.isEmpty() && !first) {
            return noAdministrator(out);
        }
        try (InputStream csv = Files.newInputStream(Path.of(path))) {
            OrganisationChanges changes = first ? tables.first(csv, dryRun) : tables.run(csv, dryRun, administrator.get());
            changes.added().forEach(username -> out.println("new: " + username));
            changes.changed().forEach(change -> out.println(change.username() + ": " + change.field() + " from " + word(change.from()) + " to " + word(change.to())));
            out.println((dryRun ? "Nothing was written. It would add " : "Added ") + changes.added().size() + ", change " + changes.changed().size()
                    + " values, leave " + changes.unchanged() + " people as they are.");
            return DONE;
        }
    }

    private int rota(String path, ApplicationArguments arguments, PrintStream out) throws IOException {
        boolean dryRun = arguments.containsOption("dry-run");
        Optional<Practitioner> administrator = administrator(arguments);
        if (administrator.isEmpty()) {
            return noAdministrator(out);
        }
        try (InputStream csv = Files.newInputStream(Path.of(path))) {
            RotaChanges changes = rotas.run(csv, dryRun, administrator.get());
            out.println((dryRun ? "Nothing was written. It would add " : "Added ") + changes.added().size() + " shifts, end " + changes.ended().size()
                    + ", leave " + changes.unchanged() + " as they are.");
            return DONE;
        }
    }

    private static String word(String value) {
        return value == null ? "none" : value;
    }

    private int bundle(String path, ApplicationArguments arguments, PrintStream out) {
        Optional<Practitioner> administrator = administrator(arguments);
        if (administrator.isEmpty()) {
            return noAdministrator(out);
        }
        ImportCounts counts = bundles.run(Path.of(path), administrator.get());
        out.println("Case file " + counts.reference() + ": " + (counts.added()
                ? counts.entries() + " entries added, " + counts.entriesHere() + " were here already, " + counts.people() + " people, " + counts.practitioners()
                        + " practitioners known by name, " + counts.likelyMatches() + " likely matches to decide."
                : "all of it is here already; nothing was added."));
        return DONE;
    }

    private static int noAdministrator(PrintStream out) {
        out.println("Say which administrator imports: --import-as=USERNAME. Where there is none yet, bring in the organisation first with --import-organisation=FILE.");
        return NOT_TRIED;
    }

    private Optional<Practitioner> administrator(ApplicationArguments arguments) {
        List<String> named = arguments.getOptionValues("import-as");
        if (named != null && !named.isEmpty()) {
            return organisation.find(named.get(0));
        }
        List<Practitioner> all = organisation.holding(PractitionerRole.ADMINISTRATOR);
        return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }

    private interface Act {
        int run() throws IOException;
    }
}
