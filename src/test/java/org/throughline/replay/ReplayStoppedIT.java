package org.throughline.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What goes wrong in a replay and is no fault of the bundle's ends it in a sentence: where it stood, why, and where the details are. The faults are real: its server is
 * killed, a right is taken from it, there is no place to write to.
 */
@EnabledIfSystemProperty(named = "throughline.full", matches = "true")
class ReplayStoppedIT {

    private static final Duration LONGEST = Duration.ofMinutes(3);
    /** The bar where the bundle has been lived so far. */
    private static final String UNDER_WAY = "[####";

    @Test
    void aServerThatIsKilledStopsItInASentence() throws Exception {
        forget();
        RunReplay.Started started = begun("silent");
        long postmaster = Long.parseLong(ask("postgres", "postgres", "superuser", "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)"));
        assertThat(ProcessHandle.of(postmaster)).as("the server of this replay").get().satisfies(server -> assertThat(server.destroyForcibly()).isTrue());
        RunReplay.Run run = started.end();
        assertThat(run.exit()).as(run.said()).isEqualTo(3);
        assertThat(run.said()).containsPattern("The replay of CH-2009-H \\(silent\\) stopped at \\w{3} \\d{1,2} \\w{3,4} 200\\d, \\d\\d:\\d\\d of its own time, (while|after) entry H-\\d{3}( was recorded)?: its database does not answer any more\\.")
                .contains("What was found until then cannot be read any more", "CH-2009-H-silent-stopped.log").doesNotContain("\tat ");
        assertThat(Files.readString(details())).contains("Caused by: ", "\tat org.throughline.");
        assertThat(run.page("CH-2009-H-silent")).doesNotExist();
    }

    /** The record can still be read: what was found until then is written, and says so itself. The next replay begins with a record of its own and comes to its end. */
    @Test
    void whatCannotBeRecordedAnyMoreStopsItAndWhatWasFoundUntilThenIsWritten() throws Exception {
        forget();
        RunReplay.Started started = begun("silent,diligent");
        ask("throughline", "throughline_owner", "throughline_owner", "revoke insert on rule_firing from throughline_app");
        RunReplay.Run run = started.end();
        assertThat(run.exit()).as(run.said()).isEqualTo(3);
        assertThat(run.said()).containsPattern("stopped at .* of its own time, while entry H-\\d{3} was recorded: PSQLException, ERROR: permission denied for table rule_firing\\.")
                .contains("CH-2009-H-silent.html", "CH-2009-H-silent-stopped.log").doesNotContain("\tat ");
        JsonNode result = run.json("CH-2009-H-silent");
        assertThat(ReplayJson.faults(result)).isEmpty();
        assertThat(result.get("stopped").asText()).contains("while entry H-", "permission denied for table rule_firing");
        assertThat(result.get("entries")).hasSizeBetween(1, 52);
        assertThat(result.get("lastDay").asText()).isLessThan("2009-10-25");
        assertThat(result.get("obligations").asInt()).as("none is lost").isEqualTo(result.get("byRule").size());
        assertThat(Files.readString(run.page("CH-2009-H-silent"))).contains("This replay did not come to its end.", "permission denied for table rule_firing");
        JsonNode next = run.json("CH-2009-H-diligent");
        assertThat(next.get("stopped").isNull()).isTrue();
        assertThat(next.get("entries")).hasSize(53);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsSaidBeforeItBegins() throws Exception {
        Path file = Files.writeString(Files.createDirectories(RunReplay.HOME).resolve("no-directory"), "");
        RunReplay.Run run = RunReplay.of(RunReplay.CHILD_H, "silent", "--throughline.replay.out=" + file.resolve("inside"));
        assertThat(run.exit()).isNotZero();
        assertThat(run.said()).contains("The result of a replay cannot be written to " + file.toAbsolutePath().resolve("inside")).doesNotContain("\tat ", "[#");
    }

    private static void forget() throws Exception {
        for (String name : new String[] {"CH-2009-H-silent.html", "CH-2009-H-silent.json", "CH-2009-H-silent-stopped.log", "CH-2009-H-diligent.json"}) {
            Files.deleteIfExists(RunReplay.HOME.resolve(name));
        }
    }

    private static Path details() {
        return RunReplay.HOME.resolve("CH-2009-H-silent-stopped.log");
    }

    /** Child H, some years on. */
    private static RunReplay.Started begun(String policy) throws Exception {
        RunReplay.Started started = RunReplay.start(RunReplay.CHILD_H, policy);
        Instant until = Instant.now().plus(LONGEST);
        while (!started.said().contains(UNDER_WAY)) {
            assertThat(started.process().isAlive()).as(started.said()).isTrue();
            assertThat(Instant.now()).as(started.said()).isBefore(until);
            started.process().waitFor(100, TimeUnit.MILLISECONDS);
        }
        return started;
    }

    /** At the server of the replay that runs. @param secret which password @return the first thing that it answers; null where it answers nothing */
    private static String ask(String database, String user, String secret, String sql) throws Exception {
        Properties secrets = new Properties();
        try (Reader in = Files.newBufferedReader(RunReplay.DATA.resolve("secrets.properties"))) {
            secrets.load(in);
        }
        String url = "jdbc:postgresql://127.0.0.1:" + Files.readString(RunReplay.DATA.resolve("port")).strip() + "/" + database;
        try (Connection connection = DriverManager.getConnection(url, user, secrets.getProperty(secret)); Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return null;
            }
            try (ResultSet answer = statement.getResultSet()) {
                answer.next();
                return answer.getString(1);
            }
        }
    }
}
