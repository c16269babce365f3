package org.throughline.standalone;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;

/** A process of its own that starts the server, writes numbers, and says each one when its commit has returned; killed by the test. */
final class WritingChild {

    private WritingChild() {}

    public static void main(String[] arguments) throws Exception {
        EmbeddedPostgres server =
                EmbeddedPostgres.start(PostgresSettings.in(Path.of(arguments[0])).withBinaries(Path.of(arguments[1])));
        server.ensureDatabase("survival");
        try (Connection connection = server.owner("survival").connect()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE acknowledged (number bigint PRIMARY KEY)");
            }
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO acknowledged VALUES (?)")) {
                for (long number = 1; number < Long.MAX_VALUE; number++) {
                    insert.setLong(1, number);
                    insert.executeUpdate();
                    System.out.println("committed " + number);
                }
            }
        }
    }
}
