package org.throughline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.throughline.testing.Lane;
import org.throughline.testing.TestDatabase;

@Timeout(180)
class EmbeddedPostgresIT {

    @TempDir
    private Path directory;

    @Test
    void nothingAcknowledgedIsLostWhenTheApplicationIsKilled() throws Exception {
        Path data = directory.resolve("a data directory");
        Process child = child(data);
        long acknowledged = 0;
        try (BufferedReader said = child.inputReader()) {
            for (String line = said.readLine(); line != null && acknowledged < 200; line = said.readLine()) {
                acknowledged = line.startsWith("committed ") ? Long.parseLong(line.substring("committed ".length())) : acknowledged;
            }
            child.destroyForcibly().waitFor();
        }
        assertThat(acknowledged).isGreaterThanOrEqualTo(200);
        Path cluster = data.resolve("postgres/cluster");
        assertThat(Postmaster.isAlive(cluster)).as("the server outlives the application").isTrue();
        String orphan = Files.readAllLines(Postmaster.file(cluster)).get(0);

        try (EmbeddedPostgres again = EmbeddedPostgres.start(settings(data))) {
            assertThat(Files.readAllLines(Postmaster.file(cluster)).get(0)).isNotEqualTo(orphan);
            assertThat(jdbc(again.owner("survival")).sql("select count(*) = max(number) and max(number) >= ? from acknowledged")
                    .param(acknowledged).query(Boolean.class).single()).isTrue();
        }
        assertThat(Postmaster.isAlive(cluster)).isFalse();
    }

    @Test
    void aSecondStartOnTheSameDataIsRefusedAndHarmsNothing() throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(settings(directory))) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(settings(directory)))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("already runs on the data in " + directory);
            Process other = child(directory);
            assertThat(other.waitFor()).isNotZero();
            assertThat(jdbc(first.superuser("postgres")).sql("select 1").query(Integer.class).single()).isEqualTo(1);
        }
    }

    @Test
    void aServerOfSomebodyElseWithTheRememberedNumberIsLeftAlone() throws Exception {
        TestDatabase database = TestDatabase.get();
        EmbeddedPostgres.start(quick(directory)).close();
        Path cluster = directory.resolve("postgres/cluster");
        String other = Files.readAllLines(Postmaster.file(Lane.own("test-postgres").resolve("postgres/cluster"))).get(0);
        Files.writeString(Postmaster.file(cluster), other + "\n" + cluster + "\n0\n5432\n\n127.0.0.1\n0 0\nready\n");

        EmbeddedPostgres.start(quick(directory)).close();

        assertThat(database.app().sql("select 1").query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void theSecretsArePrivateRandomAndDemanded() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(settings(directory))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("secrets.properties"))))
                    .isEqualTo("rw-------");
            Login right = server.superuser("postgres");
            assertThat(right.password()).hasSizeGreaterThanOrEqualTo(32).isNotEqualTo(server.app("postgres").password());
            assertThatThrownBy(() -> new Login(right.url(), right.user(), "wrong").connect())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(right.toString()).doesNotContain(right.password());
            assertThat(jdbc(right).sql("select current_setting('fsync') || current_setting('listen_addresses')").query(String.class)
                    .single()).isEqualTo("on127.0.0.1");
        }
        try (var files = Files.walk(directory.resolve("postgres"))) {
            assertThat(files.filter(file -> file.getFileName().toString().contains("password"))).isEmpty();
        }
    }

    @Test
    void thePortStaysTheSame() throws IOException {
        String first;
        try (EmbeddedPostgres server = EmbeddedPostgres.start(quick(directory))) {
            first = server.app("postgres").url();
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.start(quick(directory))) {
            assertThat(server.app("postgres").url()).isEqualTo(first);
        }
    }

    @Test
    void anInterruptedFirstStartIsDoneAgain() throws IOException {
        Files.createDirectories(directory.resolve("postgres/cluster.new/base"));
        Files.writeString(directory.resolve("postgres/cluster.new/PG_VERSION"), "17\n");
        try (EmbeddedPostgres server = EmbeddedPostgres.start(quick(directory))) {
            assertThat(jdbc(server.superuser("postgres")).sql("select 1").query(Integer.class).single()).isEqualTo(1);
        }
    }

    @Test
    void dataOfAnotherMajorVersionIsRefused() throws IOException {
        EmbeddedPostgres.start(quick(directory)).close();
        change("major", "16");
        assertThatThrownBy(() -> EmbeddedPostgres.start(quick(directory)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("was made by PostgreSQL 16 and does not open with 17");
    }

    @Test
    void dataMadeAnotherWayIsRefused() throws IOException {
        EmbeddedPostgres.start(quick(directory)).close();
        change("run-as", RunAs.isRoot() ? "DIRECT" : "USER_NAMESPACE");
        assertThatThrownBy(() -> EmbeddedPostgres.start(quick(directory)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("does not open")
                .hasMessageContaining("start it the same way as before");
    }

    @Test
    void aClusterThatIsNotOursIsRefused() throws IOException {
        Files.createDirectories(directory.resolve("postgres/cluster"));
        Files.writeString(directory.resolve("postgres/cluster/PG_VERSION"), "15\n");
        assertThatThrownBy(() -> EmbeddedPostgres.start(quick(directory)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("that this application did not make");
    }

    @Test
    void asRootWithoutUserNamespacesAnotherUserRunsTheServer(@TempDir Path elsewhere) throws IOException {
        assumeTrue(RunAs.isRoot(), "only root can hand the server to another user");
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        PostgresSettings closedToOthers = PostgresSettings.in(directory).withElsewhere(elsewhere).with(RunAs.OTHER_USER);

        for (int start = 1; start <= 2; start++) {
            try (EmbeddedPostgres server = EmbeddedPostgres.start(closedToOthers)) {
                server.ensureDatabase("kept");
                jdbc(server.owner("kept")).sql("CREATE TABLE IF NOT EXISTS starts (number int)").update();
                jdbc(server.owner("kept")).sql("INSERT INTO starts VALUES (?)").param(start).update();
                assertThat(jdbc(server.owner("kept")).sql("select count(*) from starts").query(Integer.class).single()).isEqualTo(start);
                assertThat(directory.resolve("postgres/cluster")).doesNotExist();
                try (var homes = Files.list(elsewhere)) {
                    Path cluster = homes.findFirst().orElseThrow().resolve("cluster");
                    assertThat(Files.getOwner(cluster).getName()).isEqualTo(RunAs.otherUser());
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster))).isEqualTo("rwx------");
                }
            }
        }
    }

    private static PostgresSettings settings(Path data) {
        return PostgresSettings.in(data).withBinaries(TestDatabase.PROGRAMS);
    }

    /** The same, where nothing that is tested has to last: it does not wait for its disk. */
    private static PostgresSettings quick(Path data) {
        return settings(data).with(Map.of("fsync", "off"));
    }

    private static Process child(Path data) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                        "-cp", System.getProperty("java.class.path"),
                        WritingChild.class.getName(), data.toString(), TestDatabase.PROGRAMS.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void change(String name, String value) throws IOException {
        Path file = directory.resolve("made.properties");
        Properties lines = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            lines.load(in);
        }
        lines.setProperty(name, value);
        try (var out = Files.newBufferedWriter(file)) {
            lines.store(out, null);
        }
    }

    private static JdbcClient jdbc(Login login) {
        return JdbcClient.create(new DriverManagerDataSource(login.url(), login.user(), login.password()));
    }
}
