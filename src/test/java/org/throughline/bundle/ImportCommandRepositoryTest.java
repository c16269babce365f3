package org.throughline.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.throughline.organisation.Organisation;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.ThroughlineTest;

@ThroughlineTest
class ImportCommandRepositoryTest {

    @TempDir
    Path folder;
    @Autowired
    FamilyWorld world;
    @Autowired
    ImportCommand command;
    @Autowired
    Organisation organisation;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final MarkedBundle marked = new MarkedBundle();
    private Team team;

    @BeforeEach
    void build() {
        world.startClock();
        team = world.team();
    }

    private int run(String... arguments) {
        printed.reset();
        return command.run(new DefaultApplicationArguments(arguments), new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private String said() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** The small bundle with the agency and the people of its own mark. */
    private TestBundle bundle() {
        String dash = marked.marked("");
        return TestBundle.sound().inCase("T-1", "T-1" + dash).inCase("\"id\": \"csc\"", "\"id\": \"s" + dash + "\"").inCase("\"agency\": \"csc\"", "\"agency\": \"s" + dash + "\"")
                .inCase("\"gp\"", "\"gp" + dash + "\"").inCase("\"ann\"", "\"ann" + dash + "\"").inCase("\"bob\"", "\"bob" + dash + "\"")
                .inCase("\"value\": \"1\"", "\"value\": \"1" + dash + "\"").inRows(",gp,practice", ",gp" + dash + ",practice")
                .inRows(",csc,worker", ",s" + dash + ",worker").inRows("csc|gp", "s" + dash + "|gp" + dash).inRows("Z,ann,", "Z,ann" + dash + ",");
    }

    private Path zip(TestBundle bundle) throws IOException {
        return Files.write(folder.resolve("bundle.zip"), bundle.zip());
    }

    @Test
    void aBundleIsImportedInTheNameOfTheAdministrator() throws IOException {
        String path = zip(bundle()).toString();
        assertThat(run("--import=" + path, "--import-as=" + team.administrator().username())).isEqualTo(ImportCommand.DONE);
        assertThat(said()).contains("Case file T-1" + marked.marked("") + ": 2 entries added");

        assertThat(run("--import=" + path, "--import-as=" + team.administrator().username())).isEqualTo(ImportCommand.DONE);
        assertThat(said()).contains("nothing was added");
    }

    @Test
    void faultsArePrintedAsATableAndTheExitCodeSaysSo() throws IOException {
        String path = zip(bundle().inRows("CONTACT", "CALL").inCase("T-1", "T 1")).toString();
        assertThat(run("--import=" + path, "--import-as=" + team.administrator().username())).isEqualTo(ImportCommand.FAULTS);
        assertThat(said().lines().map(line -> line.replaceAll(" +", " ")).toList()).hasSize(4)
                .anySatisfy(line -> assertThat(line).startsWith("case.json 2 "))
                .anySatisfy(line -> assertThat(line).startsWith("chronology.csv 3 5 event_type 'CALL' is not known here."))
                .last().isEqualTo("There are 2 faults. Nothing was imported: mend them and try again.");
    }

    @Test
    void withoutAnAdministratorNothingIsTried() throws IOException {
        String path = zip(bundle()).toString();
        world.team();
        assertThat(run("--import=" + path)).as("there are several").isEqualTo(ImportCommand.NOT_TRIED);
        assertThat(said()).contains("--import-as=USERNAME");
        assertThat(run("--import=" + path, "--import-as=" + team.outgoing().username())).isEqualTo(ImportCommand.NOT_TRIED);
        assertThat(said()).contains("Only an administrator imports");
        assertThat(run("--import=" + path, "--import-as=nobody")).isEqualTo(ImportCommand.NOT_TRIED);
    }

    @Test
    void theOrganisationComesFromATableWithADryRun() throws IOException {
        Path table = Files.writeString(folder.resolve("people.csv"), "username,name,agency,team,role,supervisor,deputies\nx-%1$s,X,csc-%1$s,,SOCIAL_WORKER,sunita-%1$s,\n".formatted(team.mark()));
        String as = "--import-as=" + team.administrator().username();
        assertThat(run("--import-organisation=" + table, "--dry-run", as)).isEqualTo(ImportCommand.DONE);
        assertThat(said()).contains("new: x-" + team.mark()).contains("Nothing was written");
        assertThat(organisation.find("x-" + team.mark())).isEmpty();
        assertThat(run("--import-organisation=" + table, as)).isEqualTo(ImportCommand.DONE);
        assertThat(organisation.find("x-" + team.mark())).isPresent();
        assertThat(run("--import-organisation=" + folder.resolve("none.csv"), as)).isEqualTo(ImportCommand.NOT_TRIED);
        assertThat(said()).contains("cannot be read");
    }

    @Test
    void anOrdinaryStartImportsNothing() {
        assertThat(ImportCommand.asked(new DefaultApplicationArguments("--server.port=0"))).isFalse();
        assertThat(ImportCommand.asked(new DefaultApplicationArguments("--import=x"))).isTrue();
        assertThat(ImportCommand.asked(new DefaultApplicationArguments("--import-organisation=x"))).isTrue();
    }
}
