package org.throughline.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClient;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.obligation.AlarmKind;
import org.throughline.organisation.ClosedLogins;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;
import org.throughline.workflow.Accounts;
import org.throughline.workflow.SignInMethod;

/** A realm that answers what a real one would only in a bad hour; the rest of it is real in {@link KeycloakE2E}. */
@ThroughlineTest
class RealmRoundIT {

    @Autowired private FamilyWorld world;
    @Autowired private Organisation organisation;
    @Autowired private ClosedLogins closed;
    @Autowired private Accounts accounts;
    @Autowired private JdbcClient jdbc;
    @Autowired private PlatformTransactionManager transactions;
    @Autowired private Clock clock;
    @Autowired private OwnerDatabase owner;
    @Autowired private WebApplicationContext web;

    private HttpServer realm;
    private volatile List<String> listed = List.of();
    private RealmRound round;

    @BeforeEach
    void aRealm() throws IOException {
        realm = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        realm.createContext("/", exchange -> {
            boolean users = exchange.getRequestURI().getPath().endsWith("/users");
            int first = users ? Integer.parseInt(exchange.getRequestURI().getQuery().replaceAll(".*first=(\\d+).*", "$1")) : 0;
            byte[] body = (users ? listed.stream().skip(first).limit(500).collect(Collectors.joining(",", "[", "]")) : "{\"access_token\":\"t\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        realm.start();
        KeycloakSettings settings = new KeycloakSettings("http://localhost:" + realm.getAddress().getPort() + "/realms/throughline", null, "s", null, "s", null, null);
        round = new RealmRound(jdbc, new Keycloak(RestClient.create(), settings), organisation, closed, accounts, transactions, clock);
    }

    @AfterEach
    void away() {
        realm.stop(0);
        jdbc.sql("delete from realm_login").update();
    }

    @Test
    void whereMostLoginsVanishAtOnceNobodyIsClosedOutAndItIsAnAlarm() {
        FamilyWorld.Team team = world.team();
        List<Practitioner> people = List.of(team.outgoing(), team.incoming(), team.colleague());
        listed = people.stream().map(person -> login(person.username(), true)).toList();
        round.go();
        assertThat(round.faults(TestClock.get().instant())).extracting(fault -> fault.kind()).doesNotContain(AlarmKind.LOGINS_VANISHED);
        listed = List.of(login(team.outgoing().username(), true));
        round.go();
        assertThat(people).allMatch(person -> organisation.get(person.id()).canLogIn());
        assertThat(round.faults(TestClock.get().instant())).extracting(fault -> fault.kind()).contains(AlarmKind.LOGINS_VANISHED);
        listed = List.of(login(team.outgoing().username(), true), login(team.incoming().username(), false));
        round.go();
        assertThat(organisation.get(team.incoming().id()).canLogIn()).as("disabled is said, not missing").isFalse();
        assertThat(organisation.get(team.colleague().id()).canLogIn()).as("one of three may be gone").isFalse();
        assertThat(organisation.get(team.supervisor().id()).canLogIn()).as("was never there").isTrue();
        listed = people.stream().map(person -> login(person.username(), true)).toList();
        round.go();
        assertThat(people).allMatch(person -> organisation.get(person.id()).canLogIn());
    }

    /** Whoever has gone is forgotten: else, once half of all who were ever there have left, nothing would be believed any more. */
    @Test
    void loginsThatWentOneAfterTheOtherOverTheYearsDoNotMakeTheRealmUnbelievable() {
        FamilyWorld.Team team = world.team();
        List<Practitioner> people = List.of(team.outgoing(), team.incoming(), team.colleague(), team.visitor(), team.supervisor(), team.service());
        for (int left = people.size(); left >= 2; left--) {
            listed = people.subList(0, left).stream().map(person -> login(person.username(), true)).toList();
            round.go();
            assertThat(unbelieved()).as("with %d left of %d", left, people.size()).isFalse();
        }
        assertThat(people.subList(2, 6)).noneMatch(person -> organisation.get(person.id()).canLogIn());
        assertThat(people.subList(0, 2)).allMatch(person -> organisation.get(person.id()).canLogIn());
    }

    @Test
    void whatHasReallyGoneIsSaidByNameAndReasonAndEndsTheAlarm() {
        FamilyWorld.Team team = world.team();
        Api api = new Api(web);
        listed = Stream.of(team.outgoing(), team.incoming(), team.colleague()).map(person -> login(person.username(), true)).toList();
        round.go();
        assertThat(gone(api, team.administrator(), "Moved.")).as("nothing is in doubt").hasStatus(409);
        listed = List.of();
        round.go();
        assertThat(gone(api, team.administrator(), "Moved.")).as("nobody is left: that is no leaving").hasStatus(409).bodyText().contains("Not one login is left");
        listed = List.of(login(team.outgoing().username(), true));
        round.go();
        assertThat(unbelieved()).isTrue();
        assertThat(api.get(team.administrator(), "/api/logins")).hasStatus(200).bodyText().contains("\"believable\":false", team.incoming().name(), team.colleague().username());
        assertThat(api.get(team.supervisor(), "/api/logins")).hasStatus(404);
        assertThat(gone(api, team.supervisor(), "Moved.")).hasStatus(404);
        assertThat(gone(api, team.administrator(), " ")).hasStatus(422).bodyText().contains("how you know");
        assertThat(organisation.get(team.incoming().id()).canLogIn()).isTrue();
        assertThat(gone(api, team.administrator(), "The team was moved to the north; Sven says so.")).hasStatus(204);
        listed = Stream.of(team.outgoing(), team.colleague()).map(person -> login(person.username(), true)).toList();
        round.go();
        assertThat(organisation.get(team.incoming().id()).canLogIn()).isFalse();
        assertThat(organisation.get(team.colleague().id()).canLogIn()).as("is back meanwhile").isTrue();
        assertThat(unbelieved()).isFalse();
        listed = List.of();
        round.go();
        assertThat(unbelieved()).as("what was said then is not said of what vanishes now").isTrue();
        assertThat(Stream.of(team.outgoing(), team.colleague()).map(person -> organisation.get(person.id()))).allMatch(Practitioner::canLogIn);
        assertThat(api.get(team.administrator(), "/api/logins")).bodyText().contains("The team was moved to the north; Sven says so.", "\"GONE\"");
    }

    private static MvcTestResult gone(Api api, Practitioner by, String reason) {
        return api.send(HttpMethod.POST, by, "{\"reason\":\"" + reason + "\"}", "/api/logins/gone");
    }

    private boolean unbelieved() {
        return round.faults(TestClock.get().instant()).stream().anyMatch(fault -> fault.kind() == AlarmKind.LOGINS_VANISHED);
    }

    /** Whoever adds an entry holds the family and may then need the person's row; closing a login goes the same way round, or the two would wait for each other. */
    @Test
    void closingALoginTakesTheFamiliesBeforeThePerson() throws Exception {
        FamilyWorld.Family family = world.family(world.team(), 2);
        TransactionTemplate entry = new TransactionTemplate(transactions);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<?> closing = entry.execute(inside -> {
                jdbc.sql("select casefile_id from family_head where casefile_id = :file for update").param("file", family.file()).query(UUID.class).single();
                Future<?> begun = other.submit(() -> closed.close(family.team().outgoing().id()));
                long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
                while (jdbc.sql("select count(*) from pg_locks where not granted and pid <> pg_backend_pid()").query(Integer.class).single() == 0 && System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                assertThat(begun.isDone()).as("it waits for the family").isFalse();
                jdbc.sql("select id from practitioner where id = :who for no key update nowait").param("who", family.team().outgoing().id()).query(UUID.class).single();
                return begun;
            });
            closing.get(60, TimeUnit.SECONDS);
            assertThat(organisation.get(family.team().outgoing().id()).canLogIn()).isFalse();
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void aRealmOfManyIsReadPageByPageAndPeopleCanBeFound() {
        FamilyWorld.Team team = world.team();
        listed = IntStream.range(0, 1_200).mapToObj(i -> login(i == 1_150 ? team.visitor().username() : "somebody-" + i, true)).toList();
        round.go();
        assertThat(accounts.usernames()).contains(team.visitor().username()).doesNotContain("somebody-1", team.outgoing().username());
        assertThat(accounts.groupsOf(team.visitor().username())).containsExactly(Accounts.WORKERS);
    }

    @Test
    void whoNeverCouldLogInIsNotOpenedByTheRealm() {
        FamilyWorld.Team team = world.team();
        organisation.change(team.visitor().id(), new org.throughline.organisation.NewPractitioner(team.visitor().username(), team.visitor().name(), team.health(), null, team.visitor().role(), null, false));
        listed = List.of(login(team.visitor().username(), true));
        round.go();
        assertThat(organisation.get(team.visitor().id()).canLogIn()).isFalse();
    }

    /** None in use, not read yet, silent for too long, read: four things that a tired administrator must not take for one another. */
    @Test
    void thePageTellsApartNoProviderOneThatWasNotReadYetAndOneThatIsSilent() {
        TestClock.get().set(Instant.parse("2033-05-02T09:00:00Z"));
        owner.asOwner().sql("delete from realm_reading").update();
        assertThat(new Api(web).get(world.team().administrator(), "/api/logins")).as("signing in by password").hasStatus(200).bodyJson().isLenientlyEqualTo("{\"provider\":false}");
        Logins logins = new Logins(jdbc, TestClock.get(), new MockEnvironment().withProperty("spring.profiles.active", SignInMethod.KEYCLOAK));
        assertThat(logins.state()).satisfies(state -> {
            assertThat(state.provider()).isTrue();
            assertThat(state.upSince()).isEqualTo("2033-05-02T09:00:00Z");
            assertThat(state.readAt()).isNull();
            assertThat(state.silentSince()).as("it has only just begun").isNull();
        });
        TestClock.get().set(Instant.parse("2033-05-02T09:15:01Z"));
        assertThat(logins.state().silentSince()).as("never read: since the start").isEqualTo("2033-05-02T09:00:00Z");
        listed = List.of(login("somebody", true));
        round.go();
        assertThat(logins.state().silentSince()).isNull();
        assertThat(logins.state().readAt()).isEqualTo("2033-05-02T09:15:01Z");
        TestClock.get().set(Instant.parse("2033-05-02T09:31:00Z"));
        assertThat(logins.state().silentSince()).as("since it was read last").isEqualTo("2033-05-02T09:15:01Z");
    }

    private static String login(String username, boolean enabled) {
        return "{\"username\":\"" + username + "\",\"enabled\":" + enabled + ",\"id\":\"x\"}";
    }
}
