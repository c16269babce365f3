package org.throughline.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.throughline.standalone.EmbeddedPostgres;
import org.throughline.standalone.Login;
import org.throughline.standalone.PostgresSettings;

/**
 * The real PostgreSQL of a test run: started at the first use, one for the whole JVM, with a fresh and fully migrated database.
 *
 * <p>Tables are append-only, so nothing is cleaned between tests: use fresh ids.
 */
public final class TestDatabase {

    /** Where the server's programs are unpacked, once for all tests of this lane. */
    public static final Path PROGRAMS = Lane.own("postgres-programs");

    private static final Path DIRECTORY = Lane.own("test-postgres");
    /** Of each login; a statement takes a connection that is open already. None is kept open for a database that nobody asks. */
    private static final Map<Login, DataSource> KEPT_OPEN = new ConcurrentHashMap<>();
    private static final int MOST_CONNECTIONS = 8;
    private static TestDatabase running;

    private final EmbeddedPostgres server;
    private final String name;

    private TestDatabase(EmbeddedPostgres server, String name) {
        this.server = server;
        this.name = name;
    }

    /** The database that all tests of this run share. */
    public static synchronized TestDatabase get() {
        if (running == null) {
            EmbeddedPostgres server = EmbeddedPostgres.start(PostgresSettings.in(DIRECTORY)
                    .withBinaries(PROGRAMS)
                    .with(Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off", "max_connections", "100")));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            dropOld(server);
            running = new TestDatabase(server, "");
            running = running.another("test");
            running.migrate();
        }
        return running;
    }

    /** An empty database beside this one, with the roles' rights but without migrations. */
    public TestDatabase another(String prefix) {
        String fresh = prefix + "_" + UUID.randomUUID().toString().replace('-', '_');
        server.ensureDatabase(fresh);
        return new TestDatabase(server, fresh);
    }

    /** Runs all migrations as the owner. */
    public void migrate() {
        Login owner = ownerLogin();
        Flyway.configure().dataSource(owner.url(), owner.user(), owner.password()).load().migrate();
    }

    public Login appLogin() {
        return server.app(name);
    }

    public Login ownerLogin() {
        return server.owner(name);
    }

    public Login superuserLogin() {
        return server.superuser(name);
    }

    /** As the application: every statement is a transaction of its own. */
    public JdbcClient app() {
        return JdbcClient.create(dataSource(appLogin()));
    }

    public DataSource appDataSource() {
        return dataSource(appLogin());
    }

    public OwnerDatabase owner() {
        return new OwnerDatabase(dataSource(ownerLogin()), dataSource(superuserLogin()));
    }

    static DataSource dataSource(Login login) {
        return KEPT_OPEN.computeIfAbsent(login, TestDatabase::pool);
    }

    private static DataSource pool(Login login) {
        HikariConfig few = new HikariConfig();
        few.setJdbcUrl(login.url());
        few.setUsername(login.user());
        few.setPassword(login.password());
        few.setMinimumIdle(0);
        few.setMaximumPoolSize(MOST_CONNECTIONS);
        few.setInitializationFailTimeout(-1);
        return new HikariDataSource(few);
    }

    private static void dropOld(EmbeddedPostgres server) {
        Login login = server.superuser("postgres");
        JdbcClient superuser = JdbcClient.create(new DriverManagerDataSource(login.url(), login.user(), login.password()));
        List<String> old = superuser.sql("select datname from pg_database where not datistemplate and datname <> 'postgres'")
                .query(String.class).list();
        old.forEach(database -> superuser.sql("DROP DATABASE " + database + " WITH (FORCE)").update());
    }
}
