package org.throughline.standalone;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL 17 on the loopback interface, its data in one directory, started and stopped with the application.
 *
 * <p>One start at a time uses a directory. A server left behind by a killed application is stopped properly and started again,
 * nothing acknowledged is lost. The superuser's password leaves this class only for {@link #superuser()}.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    public static final String OWNER = "throughline_owner";
    public static final String APP = "throughline_app";
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final DataLock lock;
    private final Cluster cluster;
    private final Secrets secrets;
    private final int port;

    private EmbeddedPostgres(DataLock lock, Cluster cluster, Secrets secrets, int port) {
        this.lock = lock;
        this.cluster = cluster;
        this.secrets = secrets;
        this.port = port;
    }

    /**
     * Starts the server and makes sure that both roles exist.
     *
     * @throws StartRefused with a sentence for the person who started it
     */
    public static EmbeddedPostgres start(PostgresSettings settings) {
        try {
            Files.createDirectories(settings.data());
            DataLock lock = DataLock.take(settings.data());
            try {
                return start(settings, lock);
            } catch (IOException | SQLException | RuntimeException failed) {
                lock.close();
                throw failed;
            }
        } catch (FileSystemException full) {
            throw DiskSpace.explain(settings.data(), full);
        } catch (IOException | SQLException failed) {
            throw new StartRefused("PostgreSQL could not be started in " + settings.data() + ": " + failed.getMessage(), failed);
        }
    }

    private static EmbeddedPostgres start(PostgresSettings settings, DataLock lock) throws IOException, SQLException {
        Origin origin = Origin.of(settings);
        DiskSpace.check(settings.data(), origin);
        Secrets secrets = Secrets.in(settings.data().resolve("secrets.properties"));
        Cluster cluster = Cluster.of(settings, origin);
        if (!cluster.exists()) {
            LOG.info("First start: making the database in {} ...", origin.cluster());
            cluster.create(secrets.superuser());
        }
        cluster.stopOrphan();
        int port = KeptPort.in(settings.data().resolve("port"));
        cluster.start(port);
        EmbeddedPostgres running = new EmbeddedPostgres(lock, cluster, secrets, port);
        try {
            Roles.ensure(running.superuser(), secrets);
        } catch (SQLException failed) {
            cluster.stop();
            throw failed;
        }
        LOG.info("PostgreSQL runs on port {}, data in {}.", port, origin.cluster());
        return running;
    }

    /** Makes a database that belongs to the owner's role and lets the application's role in; nothing if it exists. */
    public void ensureDatabase(String name) {
        try {
            Roles.ensureDatabase(superuser(), superuser(name), name);
        } catch (SQLException failed) {
            throw new IllegalStateException("database " + name + " could not be made", failed);
        }
    }

    /**
     * Sets a database aside under another name, so that the next {@link #ensureDatabase} makes an empty one; nothing is lost.
     *
     * @return the name under which it now stands, or nothing if there was none
     */
    public Optional<String> setAside(String name, Instant now) {
        try {
            return Roles.setAside(superuser(), name, name + "_until_" + SECONDS.format(now));
        } catch (SQLException failed) {
            throw new IllegalStateException("database " + name + " could not be set aside", failed);
        }
    }

    /** Does away with a database and all that is in it; nothing if there is none. */
    public void discard(String name) {
        try {
            Roles.discard(superuser(), name);
        } catch (SQLException failed) {
            throw new IllegalStateException("database " + name + " could not be discarded", failed);
        }
    }

    /** Makes a second database with all that is in the first; whoever is connected to the first is sent away. */
    void copy(String from, String to) {
        try {
            Roles.copy(superuser(), from, to);
        } catch (SQLException failed) {
            throw new IllegalStateException("database " + from + " could not be copied", failed);
        }
    }

    public Login owner(String database) {
        return new Login(url(database), OWNER, secrets.owner());
    }

    public Login app(String database) {
        return new Login(url(database), APP, secrets.app());
    }

    public Login superuser(String database) {
        return new Login(url(database), Cluster.SUPERUSER, secrets.superuser());
    }

    private Login superuser() {
        return superuser("postgres");
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Stops the server without waiting for clients; a second call does nothing. */
    @Override
    public void close() {
        if (lock.isHeld()) {
            cluster.stop();
            lock.close();
        }
    }
}
