package org.throughline.walk;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.throughline.Throughline;
import org.throughline.testing.Budgets;
import org.throughline.testing.Lane;
import org.throughline.testing.TestDatabase;

/**
 * The application as a newcomer starts it: a process of its own in a heap of 512 MB, with its own PostgreSQL and a fresh demo.
 * Started at the first use, once for all walks; stopped in order when the tests end. What it says is kept in {@code application.log}.
 */
final class RunningThroughline {

    private static final Path HOME = Lane.own("walks");
    private static final Path DATA = HOME.resolve("data");
    private static final Pattern READY = Pattern.compile("Throughline is ready: (http://\\S+)");
    private static final long LONGEST_START_SECONDS = 300;

    private static RunningThroughline running;

    private final String address;
    private final Properties passwords = new Properties();

    private RunningThroughline(String address) throws IOException {
        this.address = address;
        try (Reader in = Files.newBufferedReader(DATA.resolve("demo-passwords.properties"))) {
            passwords.load(in);
        }
    }

    static synchronized RunningThroughline get() {
        if (running == null) {
            try {
                long begun = System.nanoTime();
                running = new RunningThroughline(start());
                Budgets.shared(Budgets.Kind.PROCESSES, System.nanoTime() - begun);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return running;
    }

    /** Such as {@code http://127.0.0.1:43210}. */
    String address() {
        return address;
    }

    String passwordOf(String username) {
        return passwords.getProperty(username);
    }

    /** Sets rule RR3 as the owner of the database may: how many words a second nobody reads faster than. */
    void wordsPerSecond(int number) {
        asOwner().sql("update rule_value set value = :number where id = 'RR3'").param("number", number).update();
    }

    /** What waits at this handover was due an hour ago; the next sweep notices. */
    void isLate(String handover) {
        asOwner().sql("update obligation set due_at = now() - interval '1 hour' where subject_id = :id::uuid and ended_at is null").param("id", handover).update();
    }

    /** This agreement was made thirty days earlier than it was: its review date is past, and nobody has reviewed it. The next round asks the supervisor. */
    void hasRunOut(String agreement) {
        asOwner().sql("""
                do $$ begin
                    alter table agreement disable trigger user;
                    update agreement set in_force_from = in_force_from - interval '30 days', review_on = review_on - 30, in_force_until = in_force_until - interval '30 days' where id = '%s';
                    alter table agreement enable trigger user;
                end $$""".formatted(java.util.UUID.fromString(agreement))).update();
    }

    /** This person is away from now on for ten days; or is back. The next look at everybody notices. */
    void isAway(String username, boolean away) {
        asOwner().sql(away ? "insert into absence (id, practitioner_id, since, until) select gen_random_uuid(), id, now(), now() + interval '10 days' from practitioner where username = :who"
                : "update absence set until = now() where practitioner_id = (select id from practitioner where username = :who) and until > now()").param("who", username).update();
    }

    /** This person has left the organisation; or has not, after all. */
    void hasLeft(String username, boolean left) {
        asOwner().sql("update practitioner set active = :active where username = :who").param("active", !left).param("who", username).update();
    }

    /** A timer that failed for good, such as the watchdog would find it; its next round clears it, for there is none. */
    void anAlarmStands() {
        asOwner().sql("""
                insert into alarm (id, kind, subject, opened_at) values (gen_random_uuid(), 'JOB_EXHAUSTED', 'a-timer-of-a-walk', now())
                on conflict (kind, subject) where cleared_at is null do nothing""").update();
    }

    private static JdbcClient asOwner() {
        Properties secrets = new Properties();
        try (Reader in = Files.newBufferedReader(DATA.resolve("secrets.properties"))) {
            secrets.load(in);
            String port = Files.readString(DATA.resolve("port")).strip();
            return JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:" + port + "/throughline", "throughline_owner",
                    secrets.getProperty("throughline_owner")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String start() throws IOException {
        Files.createDirectories(HOME);
        linkPrograms();
        String separator = System.getProperty("path.separator");
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(separator))
                .filter(entry -> !entry.contains("test-classes")).collect(Collectors.joining(separator));
        Process application = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath, Throughline.class.getName(),
                "--server.port=0", "--throughline.reset=true", "--throughline.deadlines.every=PT2S", "--throughline.agreements.every=PT2S", "--throughline.away.every=PT4S", "--throughline.data=" + DATA)
                .redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(application)));
        CompletableFuture<String> ready = new CompletableFuture<>();
        Thread listener = new Thread(() -> listen(application, ready), "what the application says");
        listener.setDaemon(true);
        listener.start();
        try {
            return ready.get(LONGEST_START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The application did not start; see " + HOME.resolve("application.log"), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Where this lane has unpacked PostgreSQL before, it is not done again: unpacking takes seconds, and StandaloneStartIT shows it. */
    private static void linkPrograms() throws IOException {
        Path into = Files.createDirectories(DATA.resolve("postgres"));
        try (DirectoryStream<Path> unpacked = Files.newDirectoryStream(Files.createDirectories(TestDatabase.PROGRAMS), "programs-????????????")) {
            for (Path programs : unpacked) {
                if (!Files.exists(into.resolve(programs.getFileName()))) {
                    Files.createSymbolicLink(into.resolve(programs.getFileName()), programs.toAbsolutePath());
                }
            }
        }
    }

    private static void listen(Process application, CompletableFuture<String> ready) {
        try (BufferedReader lines = application.inputReader(); BufferedWriter log = Files.newBufferedWriter(HOME.resolve("application.log"))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.write(line);
                log.newLine();
                log.flush();
                Matcher said = READY.matcher(line);
                if (said.find()) {
                    ready.complete(said.group(1));
                }
            }
            ready.completeExceptionally(new IllegalStateException("It ended before it was ready."));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    private static void stop(Process application) {
        application.destroy();
        try {
            if (!application.waitFor(30, TimeUnit.SECONDS)) {
                application.destroyForcibly();
            }
        } catch (InterruptedException e) {
            application.destroyForcibly();
        }
    }
}
