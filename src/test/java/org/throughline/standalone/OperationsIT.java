package org.throughline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import org.throughline.testing.TestDatabase;

/** What operations.md tells people to do, done. */
class OperationsIT {

    private static final Path MANUAL = Path.of("src/docs/operations.md");
    private static final Set<String> NOT_COPIED = Set.of("postmaster.pid", "postmaster.opts");
    private static final Set<String> CONTENTS_NOT_COPIED = Set.of("pg_wal", "pg_replslot");

    @TempDir
    private Path directory;

    @Test
    void theStatementsForAServerOfYourOwnMakeTheSameRolesAndRightsAsOurs() throws Exception {
        List<String> blocks = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(MANUAL)).results()
                .map(MatchResult::group).map(block -> block.replace("```sql", "").replace("```", "")).toList();
        assertThat(blocks).hasSize(2);
        String roles = """
                select rolname, rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls from pg_roles
                where rolname like 'throughline%' order by 1
                """;
        String rights = """
                select pg_get_userbyid(datdba), array_to_string(datacl, ' '),
                       (select pg_get_userbyid(nspowner) || array_to_string(nspacl, ' ') from pg_namespace where nspname = 'public')
                from pg_database where datname = 'throughline'
                """;
        try (EmbeddedPostgres server = EmbeddedPostgres.start(settings(directory))) {
            server.ensureDatabase("throughline");
            String ourRoles = answer(server.superuser("throughline"), roles);
            String ourRights = answer(server.superuser("throughline"), rights);
            execute(server.superuser("postgres"), "DROP DATABASE throughline");
            execute(server.superuser("postgres"), "DROP ROLE throughline_app");
            execute(server.superuser("postgres"), "DROP ROLE throughline_owner");

            execute(server.superuser("postgres"), statements(blocks.get(0)));
            execute(server.superuser("throughline"), statements(blocks.get(1)));

            assertThat(answer(server.superuser("throughline"), roles)).isEqualTo(ourRoles).contains("throughline_app");
            assertThat(answer(server.superuser("throughline"), rights)).isEqualTo(ourRights).contains("throughline_owner");
        }
    }

    @Test
    void aCopyOfTheRunningServerRestores() throws Exception {
        Path data = directory.resolve("running");
        Path copy = directory.resolve("copy");
        try (EmbeddedPostgres server = EmbeddedPostgres.start(settings(data))) {
            server.ensureDatabase("throughline");
            execute(server.owner("throughline"), "CREATE TABLE act (number int)", "INSERT INTO act SELECT generate_series(1, 1000)");
            try (Connection session = server.superuser("postgres").connect(); Statement backup = session.createStatement()) {
                backup.execute("SELECT pg_create_physical_replication_slot('backup', true)");
                backup.execute("SELECT pg_backup_start('backup', true)");
                execute(server.owner("throughline"), "INSERT INTO act SELECT generate_series(1001, 50000)");
                execute(server.superuser("postgres"), "CHECKPOINT");
                copy(data.resolve("postgres/cluster"), copy.resolve("postgres/cluster"));
                execute(server.owner("throughline"), "INSERT INTO act SELECT generate_series(50001, 100000)");
                ResultSet label = backup.executeQuery("SELECT labelfile FROM pg_backup_stop(false)");
                label.next();
                Files.writeString(copy.resolve("postgres/cluster/backup_label"), label.getString(1));
                FileSystemUtils.copyRecursively(
                        data.resolve("postgres/cluster/pg_wal"), copy.resolve("postgres/cluster/pg_wal"));
                backup.execute("SELECT pg_drop_replication_slot('backup')");
            }
            execute(server.owner("throughline"), "INSERT INTO act VALUES (-1)");
        }
        Files.copy(data.resolve("secrets.properties"), copy.resolve("secrets.properties"));
        Files.copy(data.resolve("made.properties"), copy.resolve("made.properties"));

        try (EmbeddedPostgres restored = EmbeddedPostgres.start(settings(copy))) {
            assertThat(answer(restored.owner("throughline"), "select count(*), min(number), max(number) from act"))
                    .isEqualTo("100000 1 100000");
        }
    }

    @Test
    void aResetKeepsWhatWasThere() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(settings(directory))) {
            assertThat(server.setAside("throughline", Instant.EPOCH)).isEmpty();
            server.ensureDatabase("throughline");
            execute(server.owner("throughline"), "CREATE TABLE act (number int)", "INSERT INTO act VALUES (7)");

            String kept = server.setAside("throughline", Instant.parse("2026-11-25T10:00:00Z")).orElseThrow();
            server.ensureDatabase("throughline");

            assertThat(kept).isEqualTo("throughline_until_20261125100000");
            assertThat(answer(server.owner(kept), "select number from act")).isEqualTo("7");
            assertThatThrownBy(() -> answer(server.owner("throughline"), "select number from act"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("does not exist");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path name = from.relativize(file);
                boolean wanted = !NOT_COPIED.contains(name.toString())
                        && !(name.getNameCount() > 1 && CONTENTS_NOT_COPIED.contains(name.getName(0).toString()));
                if (wanted && Files.exists(file)) {
                    Files.createDirectories(to.resolve(name).getParent());
                    Files.copy(file, to.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private static String[] statements(String block) {
        return block.strip().split(";\\s*");
    }

    private static void execute(Login login, String... statements) throws SQLException {
        try (Connection connection = login.connect(); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String answer(Login login, String query) throws SQLException {
        try (Connection connection = login.connect(); Statement statement = connection.createStatement()) {
            ResultSet rows = statement.executeQuery(query);
            StringBuilder text = new StringBuilder();
            while (rows.next()) {
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    text.append(rows.getString(column)).append(' ');
                }
            }
            return text.toString().strip();
        }
    }

    private static PostgresSettings settings(Path data) {
        return PostgresSettings.in(data).withBinaries(TestDatabase.PROGRAMS);
    }
}
