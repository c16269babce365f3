package org.throughline.standalone;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** The two roles of the application and what they may do with a database; the same statements as in operations.md. */
final class Roles {

    private static final String ATTRIBUTES = " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD '";

    private Roles() {}

    static void ensure(Login superuser, Secrets secrets) throws SQLException {
        try (Connection connection = superuser.connect(); Statement statement = connection.createStatement()) {
            statement.execute(verb(connection, EmbeddedPostgres.OWNER) + ATTRIBUTES + secrets.owner() + "'");
            statement.execute(verb(connection, EmbeddedPostgres.APP) + ATTRIBUTES + secrets.app() + "'");
        }
    }

    static Optional<String> setAside(Login superuser, String name, String newName) throws SQLException {
        requireName(name);
        try (Connection connection = superuser.connect(); Statement statement = connection.createStatement()) {
            if (!exists(connection, "select 1 from pg_database where datname = ?", name)) {
                return Optional.empty();
            }
            statement.execute("ALTER DATABASE " + name + " RENAME TO " + newName);
            return Optional.of(newName);
        }
    }

    static void discard(Login superuser, String name) throws SQLException {
        requireName(name);
        try (Connection connection = superuser.connect(); Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        }
    }

    static void ensureDatabase(Login superuser, Login superuserThere, String name) throws SQLException {
        requireName(name);
        try (Connection connection = superuser.connect(); Statement statement = connection.createStatement()) {
            if (!exists(connection, "select 1 from pg_database where datname = ?", name)) {
                statement.execute("CREATE DATABASE " + name + " OWNER " + EmbeddedPostgres.OWNER);
            }
            statement.execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
            statement.execute("GRANT CONNECT ON DATABASE " + name + " TO " + EmbeddedPostgres.APP);
        }
        try (Connection connection = superuserThere.connect(); Statement statement = connection.createStatement()) {
            statement.execute("ALTER SCHEMA public OWNER TO " + EmbeddedPostgres.OWNER);
            statement.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
            statement.execute("GRANT USAGE ON SCHEMA public TO " + EmbeddedPostgres.APP);
        }
    }

    /** A second database with all that is in the first, which nobody can reach meanwhile: whoever is connected to it is sent away. */
    static void copy(Login superuser, String from, String to) throws SQLException {
        requireName(from);
        requireName(to);
        try (Connection connection = superuser.connect(); Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + from + " ALLOW_CONNECTIONS false");
            try {
                statement.execute("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '" + from + "'");
                statement.execute("CREATE DATABASE " + to + " TEMPLATE " + from + " OWNER " + EmbeddedPostgres.OWNER);
            } finally {
                statement.execute("ALTER DATABASE " + from + " ALLOW_CONNECTIONS true");
            }
            statement.execute("REVOKE ALL ON DATABASE " + to + " FROM PUBLIC");
            statement.execute("GRANT CONNECT ON DATABASE " + to + " TO " + EmbeddedPostgres.APP);
        }
    }

    private static void requireName(String name) {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("not a name for a database: " + name);
        }
    }

    private static String verb(Connection connection, String role) throws SQLException {
        return (exists(connection, "select 1 from pg_roles where rolname = ?", role) ? "ALTER" : "CREATE") + " ROLE " + role;
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }
}
