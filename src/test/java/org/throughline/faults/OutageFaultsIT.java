package org.throughline.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.camunda.bpm.engine.ManagementService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.throughline.Throughline;
import org.throughline.authority.Authorities;
import org.throughline.chronology.FamilyHistory;
import org.throughline.handover.HandoverWalk;
import org.throughline.organisation.Mailboxes;
import org.throughline.standalone.EmbeddedPostgres;
import org.throughline.standalone.Login;
import org.throughline.standalone.PostgresSettings;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestClock;
import org.throughline.testing.TestDatabase;

/**
 * The database goes away under the running application, and comes back; the mail server is not there. Nothing that was confirmed is lost,
 * what fell due meanwhile is told once, and no timer has used up its attempts. A PostgreSQL of its own, which waits for its disk.
 */
@Tag("faults")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutageFaultsIT {

    private static final Path DATA = Path.of("target/outage-postgres");
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(120);
    private static final List<String> TABLE = new ArrayList<>(List.of("| outage | timers that fell due in it | told after it came back, in seconds |", "|---|---|---|"));

    private static EmbeddedPostgres server;
    private static ConfigurableApplicationContext application;
    private static int mailPort;

    private final FamilyWorld world = application.getBean(FamilyWorld.class);
    private final HandoverWalk walk = application.getBean(HandoverWalk.class);
    private final JdbcClient jdbc = application.getBean(JdbcClient.class);

    @BeforeAll
    static void start() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            mailPort = free.getLocalPort();
        }
        startServer();
        String name = "outage_" + UUID.randomUUID().toString().replace('-', '_');
        server.ensureDatabase(name);
        Login app = server.app(name);
        Login owner = server.owner(name);
        Login superuser = server.superuser(name);
        application = new SpringApplicationBuilder(Throughline.class).initializers(context -> {
            ((GenericApplicationContext) context).registerBean("clock", Clock.class, TestClock::get);
            ((GenericApplicationContext) context).registerBean("ownerDatabase", OwnerDatabase.class, () -> new OwnerDatabase(source(owner), source(superuser)));
        }).properties(Map.of("spring.datasource.url", app.url(), "spring.datasource.username", app.user(), "spring.datasource.password", app.password(),
                "spring.flyway.url", owner.url(), "spring.flyway.user", owner.user(), "spring.flyway.password", owner.password(),
                "spring.mail.host", "127.0.0.1", "spring.mail.port", mailPort, "server.port", 0, "management.server.port", 0)).run();
    }

    private static DriverManagerDataSource source(Login login) {
        return new DriverManagerDataSource(login.url(), login.user(), login.password());
    }

    private static void startServer() {
        server = EmbeddedPostgres.start(PostgresSettings.in(DATA).withBinaries(TestDatabase.PROGRAMS));
    }

    @AfterAll
    static void stop() throws IOException {
        TestClock.get().reset();
        application.close();
        server.close();
        Path kept = Path.of("target/faults/outages.md");
        Files.createDirectories(kept.getParent());
        Files.write(kept, TABLE);
        TABLE.forEach(System.out::println);
    }

    @Test
    @Order(1)
    void anOutageOfHalfAMinuteLosesNothing() throws Exception {
        outage("30 seconds, stopped and started", 30, Duration.ZERO, server::close);
    }

    /** The clock is moved on by the five minutes; the application sees the server away for twenty seconds. */
    @Test
    @Order(2)
    void aCrashAndFiveMinutesAwayLoseNothing() throws Exception {
        outage("5 minutes by the clock, killed", 20, Duration.ofMinutes(5), () -> {
            try {
                long postmaster = Long.parseLong(Files.readAllLines(DATA.resolve("postgres/cluster/postmaster.pid")).get(0).strip());
                ProcessHandle handle = ProcessHandle.of(postmaster).orElseThrow();
                handle.destroyForcibly();
                handle.onExit().join();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            server.close();
        });
    }

    @Test
    @Order(3)
    void withoutAMailServerTheWorkGoesOnAndEveryMailArrivesOnceItIsThere() {
        world.startClock(Instant.parse("2026-03-02T11:00:00Z"));
        Family family = world.family(world.team(), 3);
        application.getBean(Mailboxes.class).set(family.team().supervisor().id(), "sunita-" + family.team().mark() + "@example.org");
        application.getBean(Authorities.class).urgent(family.file(), family.team().incoming(), "The baby is alone.");
        until(() -> jdbc.sql("select count(*) from mail where to_id = ? and state = 'WAITING' and attempts > 0").params(family.team().supervisor().id()).query(Long.class).single() == 1);
        assertThat(walk.request(family)).as("work goes on").isNotNull();
        GreenMail mail = new GreenMail(new ServerSetup(mailPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        try {
            TestClock.get().advance(Duration.ofMinutes(30));
            until(() -> mail.getReceivedMessages().length > 0);
            until(() -> jdbc.sql("select count(*) from mail where to_id = ? and state = 'WAITING'").params(family.team().supervisor().id()).query(Long.class).single() == 0);
            assertThat(mail.getReceivedMessages()).hasSize(1);
        } finally {
            mail.stop();
        }
    }

    private void outage(String what, int seconds, Duration clockGoesOn, Runnable goesAway) throws Exception {
        world.startClock(Instant.parse("2026-03-02T09:00:00Z"));
        List<UUID> handovers = new ArrayList<>();
        List<Family> families = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Family family = world.family(world.team(), 3);
            families.add(family);
            handovers.add(walk.request(family));
        }
        long entries = count("select count(*) from entry");
        goesAway.run();
        Instant back = Instant.now().plusSeconds(seconds);
        TestClock.get().set(Instant.parse("2026-03-05T17:00:01Z"));
        assertThatThrownBy(() -> walk.request(families.get(0))).as("without its database it does nothing").isInstanceOf(RuntimeException.class);
        HttpResponse<String> answer = page("/api/casefiles/NOBODY");
        assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(answer.body()).as("nothing of the database is told").doesNotContain("jdbc", "127.0.0.1", "SQL", "hikari", "Exception");
        TestClock.get().advance(clockGoesOn);
        until(() -> Instant.now().isAfter(back));
        startServer();
        long began = System.nanoTime();
        for (UUID handover : handovers) {
            until(() -> told(handover) > 0);
        }
        TABLE.add("| %s | %d | %.0f |".formatted(what, handovers.size(), (System.nanoTime() - began) / 1e9));
        assertThat(handovers).allSatisfy(handover -> assertThat(told(handover)).as("told once").isEqualTo(1));
        assertThat(application.getBean(ManagementService.class).createJobQuery().noRetriesLeft().count()).as("timers without attempts left").isZero();
        assertThat(count("select count(*) from entry")).isEqualTo(entries);
        assertThat(count("select count(*) from gate_violation")).isZero();
        for (int i = 0; i < families.size(); i++) {
            assertThat(application.getBean(FamilyHistory.class).verify(families.get(i).file()).intact()).isTrue();
            walk.next(families.get(i), handovers.get(i));
        }
    }

    private long told(UUID handover) {
        return jdbc.sql("select count(*) from obligation_step s join obligation o on o.id = s.obligation_id where o.subject_id = ?").params(handover).query(Long.class).single();
    }

    private long count(String question) {
        return jdbc.sql(question).query(Long.class).single();
    }

    private static HttpResponse<String> page(String path) throws Exception {
        int port = ((WebServerApplicationContext) application).getWebServer().getPort();
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).header("Accept", "application/json").build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Looks every quarter of a second; an error while the database is away counts as not yet. */
    private static void until(BooleanSupplier condition) {
        Instant latest = Instant.now().plus(LONGEST_RECOVERY);
        while (true) {
            try {
                if (condition.getAsBoolean()) {
                    return;
                }
            } catch (org.springframework.dao.DataAccessException | org.springframework.transaction.TransactionException notYet) {
                // asked again
            }
            assertThat(Instant.now()).as("in time").isBefore(latest);
            java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
        }
    }
}
