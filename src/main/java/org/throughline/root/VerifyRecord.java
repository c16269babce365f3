package org.throughline.root;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Verifies the record from the command line, apart from the application: a connection, the public halves of the keys, and the copies.
 * Ends with 0 where everything stands as it was filed, with 1 where something does not, with 2 where it could not be verified.
 */
public final class VerifyRecord {

    private static final String USE = """
            Verifies the record against its chains and the copies of the daily roots.

              --url jdbc:postgresql://...   the database
              --user NAME                   who may read it; the password comes from the environment, PGPASSWORD
              --keys FILE                   the public halves of the keys: name::base64, one a line
              --copies FILE                 a whole copy of the roots, as the application appends it; several times
              --mail FILE                   mails or parts of a copy; several times
              --file UUID                   only the chain of this case file or person; several times; else all
            """;

    private VerifyRecord() {}

    public static void main(String[] arguments) {
        // what is found is said on the output, and nothing else
        ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        System.exit(run(arguments, System.getenv("PGPASSWORD"), System.out));
    }

    static int run(String[] arguments, String password, PrintStream out) {
        String url = null;
        String user = null;
        List<RecordVerifier.Copy> copies = new ArrayList<>();
        List<UUID> files = new ArrayList<>();
        try {
            String keys = "";
            for (int i = 0; i < arguments.length; i++) {
                String value = i + 1 < arguments.length ? arguments[i + 1] : null;
                if (value == null) {
                    throw new IllegalArgumentException("Nothing stands after " + arguments[i]);
                }
                switch (arguments[i++]) {
                    case "--url" -> url = value;
                    case "--user" -> user = value;
                    case "--keys" -> keys = read(value).filter(line -> !line.isBlank()).map(String::strip).collect(Collectors.joining(","));
                    case "--copies" -> copies.add(copy(value, true));
                    case "--mail" -> copies.add(copy(value, false));
                    case "--file" -> files.add(UUID.fromString(value));
                    default -> throw new IllegalArgumentException("What is " + arguments[i - 1] + "?");
                }
            }
            if (url == null || user == null || keys.isEmpty()) {
                throw new IllegalArgumentException("--url, --user and --keys are needed");
            }
            return say(new RecordVerifier(JdbcClient.create(new DriverManagerDataSource(url, user, password)), new RootKeys(keys)).verify(copies, files.isEmpty() ? null : files), copies.isEmpty(), out);
        } catch (IllegalArgumentException | IOException e) {
            out.println(e.getMessage() + "\n\n" + USE);
        } catch (DataAccessException e) {
            out.println("The database could not be read: " + e.getMostSpecificCause().getMessage());
        }
        return 2;
    }

    private static int say(RecordState state, boolean alone, PrintStream out) {
        out.printf("%d chains with %d entries, %d roots, the last of %s. %d entries are newer than any root.%n", state.chains(), state.entries(), state.roots(), state.lastRootAt(),
                state.notYetUnder());
        state.faults().forEach(fault -> out.println((fault.casefile() == null ? "" : "File " + fault.casefile() + ": ") + fault.why()));
        if (alone) {
            out.println("No copy was given: whoever can change the database can cut it and its roots together. Compare with a copy.");
        }
        out.println(state.intact() ? "Everything stands as it was filed." : "The record is not as it was filed.");
        return state.intact() ? 0 : 1;
    }

    private static RecordVerifier.Copy copy(String file, boolean whole) throws IOException {
        return new RecordVerifier.Copy(file, read(file).flatMap(line -> SignedRoot.in(line).stream()).toList(), whole);
    }

    private static Stream<String> read(String file) throws IOException {
        return Files.readAllLines(Path.of(file), StandardCharsets.UTF_8).stream();
    }
}
