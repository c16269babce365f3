package org.throughline.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.client.RestClient;
import org.throughline.obligation.AlarmKind;
import org.throughline.organisation.ClosedLogins;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;
import org.throughline.workflow.Accounts;

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

    private static String login(String username, boolean enabled) {
        return "{\"username\":\"" + username + "\",\"enabled\":" + enabled + ",\"id\":\"x\"}";
    }
}
