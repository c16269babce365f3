package org.throughline.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.throughline.obligation.AlarmKind;
import org.throughline.obligation.Alarms;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.obligation.Watchdog;
import org.throughline.organisation.NewPractitioner;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;
import org.throughline.testing.Budgets;
import org.throughline.testing.Chromium;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestClock;
import org.throughline.testing.TestContext;

/** A real Keycloak and a real browser, from a start without Keycloak to an end without it. The steps build on each other. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("keycloak")
@ContextConfiguration(initializers = TestContext.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeycloakE2E {

    private static final String PASSWORD = "correct horse battery staple";
    private static final String E = "/camunda/api/engine/engine/default";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static KeycloakServer keycloak;

    @LocalServerPort private int port;
    @Autowired private FamilyWorld world;
    @Autowired private Organisation organisation;
    @Autowired private Obligations obligations;
    @Autowired private Watchdog watchdog;
    @Autowired private Alarms alarms;
    @Autowired private RealmRound round;
    @Autowired private OwnerDatabase owner;
    @Autowired private JdbcClient jdbc;

    private FamilyWorld.Team team;
    private FamilyWorld.Family family;
    private BrowserContext worker;
    private BrowserContext administrator;
    private final List<String> authorizations = new ArrayList<>();
    private final java.util.Set<String> foundOnKeycloaksPage = new java.util.TreeSet<>();

    @DynamicPropertySource
    static void keycloak(DynamicPropertyRegistry properties) throws Exception {
        long begun = System.nanoTime();
        keycloak = KeycloakServer.prepared(Path.of("target", "keycloak-test"), 0);
        Budgets.shared(Budgets.Kind.KEYCLOAK_ONCE, System.nanoTime() - begun);
        properties.add("throughline.keycloak.issuer", keycloak::issuer);
        properties.add("throughline.keycloak.secret", () -> keycloak.secret);
        properties.add("throughline.keycloak.deploy-secret", () -> keycloak.deploySecret);
        properties.add("throughline.keycloak.scheduled", () -> "false");
        properties.add("throughline.keycloak.ask", () -> "extension 1234");
        properties.add("throughline.duty-phone", () -> "020 7946 0000");
        properties.add("throughline.proxies", () -> "127\\.0\\.0\\.1");
    }

    @BeforeAll
    void people() {
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
        world.startClock();
        team = world.team();
        family = world.family(team, 2);
        TestClock.get().reset();
    }

    @AfterAll
    void end() {
        Stream.of(worker, administrator).filter(java.util.Objects::nonNull).forEach(BrowserContext::close);
        keycloak.close();
        TestClock.get().reset();
        owner.realClock();
    }

    private String application() {
        return "http://localhost:" + port;
    }

    @Test
    @Order(1)
    void theApplicationStartsWithoutKeycloakAndSaysSoWhereOneSignsIn() throws Exception {
        try (BrowserContext somebody = browser()) {
            Page page = somebody.newPage();
            assertThat(page.navigate(application() + "/login").status()).isEqualTo(503);
            PlaywrightAssertions.assertThat(page.locator("main")).containsText("Whoever is signed in can go on working");
            PlaywrightAssertions.assertThat(page.locator("main")).containsText("020 7946 0000");
            picture(page, "keycloak-away");
        }
        assertThat(call("/api/me", madeUp("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"x\"}", "{}", "x")).statusCode()).isEqualTo(503);
        org.assertj.core.api.Assertions.assertThatThrownBy(round::go).as("nothing is concluded from silence").isInstanceOf(org.springframework.web.client.RestClientException.class);
        keycloak.start(application(), Stream.of(team.outgoing(), team.administrator(), team.supervisor(), team.incoming(), team.colleague(), team.service()).map(KeycloakE2E::login).toList(),
                this::withStrangers).await();
    }

    /** Somebody whom the organisation does not know, somebody whom the realm calls a manager, and a client whose tokens a test can fetch without a browser. */
    private void withStrangers(ObjectNode realm) {
        KeycloakServer.add(realm.withArray("users"), new KeycloakServer.Person("eve-" + team.mark(), "Eve Elsewhere", "SOCIAL_WORKER", PASSWORD));
        realm.withArray("users").forEach(user -> {
            if (user.path("username").asText().equals(team.colleague().username())) {
                ((ObjectNode) user).putArray("realmRoles").add("team-manager");
            }
        });
        realm.withArray("clients").forEach(client -> {
            if (client.path("clientId").asText().equals("throughline-api")) {
                ((ObjectNode) client).put("directAccessGrantsEnabled", true);
            }
        });
    }

    private static KeycloakServer.Person login(Practitioner person) {
        return new KeycloakServer.Person(person.username(), person.name(), person.role().name(), PASSWORD);
    }

    @Test
    @Order(2)
    void aWorkerSignsInOnceForOurPagesAndForTasklist() {
        worker = browser();
        Page page = worker.newPage();
        page.onRequest(request -> {
            if (request.url().contains("/protocol/openid-connect/auth")) {
                authorizations.add(request.url());
            }
        });
        signIn(page, team.outgoing().username());
        PlaywrightAssertions.assertThat(page.locator("h1")).containsText("Hello Olive Outgoing");
        picture(page, "keycloak-signed-in");
        assertThat(authorizations).as("authorization code with PKCE").allSatisfy(url -> assertThat(url).contains("response_type=code", "code_challenge_method=S256", "state=", "nonce="));
        assertThat(worker.cookies()).filteredOn(cookie -> cookie.name.equals("JSESSIONID")).singleElement().satisfies(cookie -> {
            assertThat(cookie.httpOnly).isTrue();
            assertThat(cookie.secure).isTrue();
            assertThat(cookie.sameSite).isEqualTo(com.microsoft.playwright.options.SameSiteAttribute.LAX);
        });
        page.navigate(application() + "/camunda/app/tasklist/default/");
        PlaywrightAssertions.assertThat(page.locator(".account").first()).containsText("Olive Outgoing");
        picture(page, "keycloak-tasklist");
        assertThat(get(worker, "/deploy-token").status()).as("no administrator").isEqualTo(404);
        assertThat(get(worker, E + "/process-instance").status()).as("the same allow-list").isEqualTo(404);
        APIResponse forged = worker.request().post(application() + "/api/casefiles/search", com.microsoft.playwright.options.RequestOptions.create().setData("{}"));
        assertThat(forged.status()).as("the same token against forged requests").isEqualTo(403);
        page.close();
    }

    @Test
    @Order(3)
    void anAdministratorSignsInToCockpitAndAdminAndGetsATokenThatDeploysAndDoesNothingElse() throws Exception {
        administrator = browser();
        Page page = administrator.newPage();
        signIn(page, team.administrator().username());
        for (String webapp : List.of("cockpit", "admin")) {
            page.navigate(application() + "/camunda/app/" + webapp + "/default/");
            PlaywrightAssertions.assertThat(page.locator("[cam-widget-header]")).containsText("Ada Admin");
            picture(page, "keycloak-" + webapp);
        }
        page.navigate(application() + "/deploy-token");
        String token = page.locator("#token").inputValue();
        picture(page, "keycloak-deploy-token");
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).as("thirty minutes").isEqualTo(1800);
        assertThat(call("/engine-rest/version", token).statusCode()).isEqualTo(200);
        assertThat(call("/api/me", token).statusCode()).as("not for calls").isEqualTo(401);
        assertThat(call("/engine-rest/task", token).statusCode()).as("only deployments").isEqualTo(401);
        assertThat(call("/engine-rest/version", token.substring(0, token.length() - 5)).statusCode()).isEqualTo(401);
        assertThat(call("/engine-rest/version", tokens(team.administrator().username()).path("access_token").asText()).statusCode()).as("a token for calls does not deploy").isEqualTo(401);
        HttpRequest basic = HttpRequest.newBuilder(URI.create(application() + "/engine-rest/version"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString((team.administrator().username() + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8))).build();
        assertThat(HTTP.send(basic, BodyHandlers.ofString()).statusCode()).as("no passwords in this profile").isEqualTo(401);
        HttpResponse<String> deployed = HTTP.send(HttpRequest.newBuilder(URI.create(application() + "/engine-rest/deployment/create")).header("Authorization", "Bearer " + token)
                .header("Content-Type", "multipart/form-data; boundary=b").POST(BodyPublishers.ofString(SCRIPT)).build(), BodyHandlers.ofString());
        assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(400);
        assertThat(deployed.body()).contains("ParseException");
        page.close();
    }

    private static final String SCRIPT = """
            --b\r
            Content-Disposition: form-data; name="deployment-name"\r
            \r
            evil\r
            --b\r
            Content-Disposition: form-data; name="evil.bpmn"; filename="evil.bpmn"\r
            \r
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">\
            <process id="evil" isExecutable="true"><startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="x"/><scriptTask id="x" scriptFormat="javascript"><script>1</script></scriptTask></process></definitions>\r
            --b--\r
            """;

    @Test
    @Order(4)
    void whoeverIsNotEnteredOrHasAnotherRoleIsToldWhomToAskAndCanDoNothing() throws Exception {
        refused("eve-" + team.mark(), "keycloak-not-entered", "nobody who may sign in is entered here with that user name");
        refused(team.colleague().username(), "keycloak-roles-differ", "Keycloak says that you are team manager; the organisation has you as social worker");
        watchdog.round();
        assertThat(alarms.newest(100)).filteredOn(alarm -> alarm.clearedAt() == null).extracting(alarm -> alarm.kind() + " " + alarm.subject())
                .contains(AlarmKind.SIGN_IN_NOT_ENTERED + " eve-" + team.mark(), AlarmKind.SIGN_IN_ROLES_DIFFER + " " + team.colleague().username());
        assertThat(call("/api/me", tokens("eve-" + team.mark()).path("access_token").asText()).statusCode()).isEqualTo(403);
        Page page = administrator.newPage();
        page.navigate(application() + "/logins");
        PlaywrightAssertions.assertThat(page.locator("main")).containsText("Keycloak has not been read yet. The application has been up since");
        PlaywrightAssertions.assertThat(page.locator("main")).containsText("eve-" + team.mark());
        PlaywrightAssertions.assertThat(page.locator("main")).containsText("Keycloak and the organisation say different roles.");
        picture(page, "keycloak-logins");
        page.close();
        organisation.addPractitioner(new NewPractitioner("eve-" + team.mark(), "Eve Elsewhere", team.csc(), null, PractitionerRole.SOCIAL_WORKER, team.supervisor().id(), true));
        assertThat(call("/api/me", tokens("eve-" + team.mark()).path("access_token").asText()).statusCode()).as("entered meanwhile").isEqualTo(200);
        watchdog.round();
        assertThat(alarms.newest(100)).filteredOn(alarm -> alarm.clearedAt() == null).noneMatch(alarm -> alarm.subject().equals("eve-" + team.mark()));
    }

    private void refused(String username, String picture, String why) {
        try (BrowserContext somebody = browser()) {
            Page page = somebody.newPage();
            signIn(page, username);
            PlaywrightAssertions.assertThat(page.locator("h1")).hasText("You cannot come in yet");
            PlaywrightAssertions.assertThat(page.locator("main")).containsText(why);
            PlaywrightAssertions.assertThat(page.locator("main")).containsText("extension 1234");
            picture(page, picture);
            for (String path : List.of("/api/me", "/api/tasks", E + "/task", "/camunda/api/admin/auth/user/default")) {
                assertThat(get(somebody, path).status()).as(path).isEqualTo(401);
            }
        }
    }

    @Test
    @Order(5)
    void aProgramCallsWithATokenOfThisRealmForThisPurposeAndNoOther() throws Exception {
        JsonNode granted = tokens(team.outgoing().username());
        String token = granted.path("access_token").asText();
        assertThat(call("/api/me", token).body()).contains("Olive Outgoing");
        assertThat(call("/api/casefiles", token).body()).contains(family.reference());
        String[] parts = token.split("\\.");
        for (String wrong : List.of(parts[0] + "." + parts[1] + ".", parts[0] + "." + parts[1] + "." + parts[2].substring(4), madeUp("{\"alg\":\"none\",\"typ\":\"JWT\"}", claims(parts), ""),
                granted.path("id_token").asText(), granted.path("refresh_token").asText(), token(keycloak.root() + "/realms/master", "admin-cli", "admin", keycloak.administrator).path("access_token").asText())) {
            HttpResponse<String> answer = call("/api/me", wrong);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(401);
            assertThat(answer.body()).contains("Fetch a new token").doesNotContain("Exception");
        }
        HttpResponse<String> behindTls = HTTP.send(HttpRequest.newBuilder(URI.create(application() + "/oauth2/authorization/keycloak")).header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "throughline.example.org").build(), BodyHandlers.ofString());
        assertThat(behindTls.headers().firstValue("strict-transport-security")).hasValueSatisfying(held -> assertThat(held).contains("max-age=31536000"));
        assertThat(behindTls.headers().firstValue("location").orElseThrow()).contains("redirect_uri=https://throughline.example.org/login/oauth2/code/keycloak");
        assertThat(behindTls.headers().allValues("set-cookie")).anySatisfy(cookie -> assertThat(cookie).contains("JSESSIONID", "Secure", "HttpOnly", "SameSite=Lax"));
    }

    @Test
    @Order(6)
    void signingOutEndsItInKeycloakTooAndWhatKeycloakEndsEndsHere() throws Exception {
        Page page = worker.newPage();
        page.navigate(application() + "/");
        page.getByText("Sign out").click();
        page.waitForURL("**/login");
        page.navigate(application() + "/oauth2/authorization/keycloak");
        PlaywrightAssertions.assertThat(page.locator("#kc-login, #password")).not().hasCount(0);
        assertThat(page.url()).as("Keycloak asks again").startsWith(keycloak.root());
        worker.close();
        worker = browser();
        Page again = worker.newPage();
        signIn(again, team.outgoing().username());
        assertThat(get(worker, "/api/me").status()).isEqualTo(200);
        String token = tokens(team.outgoing().username()).path("access_token").asText();
        assertThat(call("/api/me", token).statusCode()).isEqualTo(200);
        keycloak.administer("POST", "/admin/realms/throughline/users/" + idOf(team.outgoing().username()) + "/logout", null);
        assertThat(get(worker, "/api/me").status()).as("back-channel logout").isEqualTo(401);
        assertThat(call("/api/me", token).statusCode()).as("and of a program that signed in by itself").isEqualTo(401);
        HttpResponse<String> forged = HTTP.send(HttpRequest.newBuilder(URI.create(application() + "/logout/connect/back-channel/keycloak")).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("logout_token=" + madeUp("{\"alg\":\"none\",\"typ\":\"JWT\"}", "{}", ""))).build(), BodyHandlers.ofString());
        assertThat(forged.statusCode()).isEqualTo(400);
        assertThat(get(administrator, "/api/me").status()).as("nobody else is signed out").isEqualTo(200);
        endsEverywhereFrom("tasklist");
        endsEverywhereFrom("cockpit");
    }

    /** By the webapp's own button; the token for the Modeler, given out in this session, ends with it. */
    private void endsEverywhereFrom(String webapp) throws Exception {
        try (BrowserContext somebody = browser()) {
            Page page = somebody.newPage();
            signIn(page, team.administrator().username());
            page.navigate(application() + "/deploy-token");
            String token = page.locator("#token").inputValue();
            assertThat(call("/engine-rest/version", token).statusCode()).isEqualTo(200);
            page.navigate(application() + "/camunda/app/" + webapp + "/default/");
            page.locator(".account a, .dropdown-toggle:has-text('Ada')").first().click();
            page.locator("a:has-text('Sign out'):visible, .logout a:visible").first().click();
            page.waitForURL("**/login*");
            assertThat(call("/engine-rest/version", token).statusCode()).as("after signing out of %s", webapp).isEqualTo(401);
            // the webapp is still on its way from its own sign-in page to ours
            Page again = somebody.newPage();
            again.navigate(application() + "/oauth2/authorization/keycloak");
            PlaywrightAssertions.assertThat(again.locator("#kc-login")).not().hasCount(0);
            assertThat(again.url()).as("Keycloak asks again after signing out of %s", webapp).startsWith(keycloak.root());
        }
    }

    @Test
    @Order(7)
    void aDisabledLoginIsOutWithinFiveMinutesAndItsFamiliesAreADutyOfTheSupervisor() throws Exception {
        round.go();
        assertThat(get(administrator, E + "/user?id=" + team.supervisor().username()).text()).as("who has never signed in is found too").contains("Supervisor");
        Page page = worker.newPage();
        signIn(page, team.outgoing().username());
        String token = tokens(team.outgoing().username()).path("access_token").asText();
        String id = idOf(team.outgoing().username());
        keycloak.administer("PUT", "/admin/realms/throughline/users/" + id, JSON.createObjectNode().put("enabled", false));
        later(Duration.ofMinutes(3));
        assertThat(get(worker, "/api/me").status()).as("by its refresh token alone").isEqualTo(401);
        round.go();
        assertThat(call("/api/me", token).statusCode()).as("a token from before").isEqualTo(403);
        assertThat(organisation.get(team.outgoing().id()).canLogIn()).as("and it opens nothing").isFalse();
        String key = "leaving:" + team.outgoing().id() + ":" + family.file();
        ObligationView duty = obligations.open(key).orElseThrow();
        assertThat(duty.ownerId()).isEqualTo(team.supervisor().id());
        keycloak.administer("PUT", "/admin/realms/throughline/users/" + id, JSON.createObjectNode().put("enabled", true));
        round.go();
        assertThat(organisation.get(team.outgoing().id()).canLogIn()).isTrue();
        assertThat(obligations.get(duty.id()).endKind()).isEqualTo("OVERTAKEN");
        assertThat(jdbc.sql("select count(*) from closed_login").query(Long.class).single()).isZero();
        TestClock.get().reset();
    }

    /** A login that was made anew with a person's user name is not that person, until somebody who runs the system says so. */
    @Test
    @Order(8)
    void aLoginMadeAnewUnderAPersonsNameIsNotThatPersonUntilItIsReleased() throws Exception {
        String ines = team.incoming().username();
        assertThat(call("/api/me", tokens(ines).path("access_token").asText()).statusCode()).isEqualTo(200);
        keycloak.administer("DELETE", "/admin/realms/throughline/users/" + idOf(ines), null);
        ObjectNode holder = JSON.createObjectNode();
        KeycloakServer.add(holder.putArray("users"), login(team.incoming()));
        keycloak.administer("POST", "/admin/realms/throughline/partialImport", holder.put("ifResourceExists", "FAIL"));
        HttpResponse<String> answer = call("/api/me", tokens(ines).path("access_token").asText());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("with another login");
        refused(ines, "keycloak-other-login", "with another login than the one that this person has come in with");
        watchdog.round();
        assertThat(alarms.newest(100)).filteredOn(alarm -> alarm.clearedAt() == null).extracting(alarm -> alarm.kind() + " " + alarm.subject()).contains(AlarmKind.SIGN_IN_OTHER_LOGIN + " " + ines);
        Page page = administrator.newPage();
        page.navigate(application() + "/logins");
        Locator release = page.locator("#release-" + ines);
        release.getByText("This login is the person's").click();
        release.getByText("Release " + ines).click();
        PlaywrightAssertions.assertThat(page.locator(".govuk-error-summary")).containsText("Say how you know, and from whom.");
        picture(page, "keycloak-release-refused");
        assertThat(axe(page)).isEmpty();
        release.locator("textarea").fill("Ines rang me: her login was made anew this morning.");
        release.getByText("Release " + ines).click();
        PlaywrightAssertions.assertThat(page.locator(".govuk-inset-text")).containsText(ines + " is released");
        picture(page, "keycloak-released");
        page.close();
        assertThat(call("/api/me", tokens(ines).path("access_token").asText()).statusCode()).isEqualTo(200);
    }

    @Test
    @Order(9)
    @EnabledIfSystemProperty(named = "throughline.full", matches = "true")
    void everyRoleSignsIn() throws Exception {
        for (PractitionerRole role : PractitionerRole.values()) {
            String username = role.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + "-" + team.mark();
            organisation.addPractitioner(new NewPractitioner(username, "Robin " + role.name().charAt(0), team.csc(), null, role, null, true));
            ObjectNode holder = JSON.createObjectNode();
            KeycloakServer.add(holder.putArray("users"), new KeycloakServer.Person(username, "Robin Role", role.name(), PASSWORD));
            keycloak.administer("POST", "/admin/realms/throughline/partialImport", holder.put("ifResourceExists", "FAIL"));
            try (BrowserContext somebody = browser()) {
                signIn(somebody.newPage(), username);
                assertThat(JSON.readTree(get(somebody, "/api/me").text()).path("roles").path(0).asText()).isEqualTo(role.name());
                boolean runsIt = role == PractitionerRole.ADMINISTRATOR;
                assertThat(get(somebody, E + "/authorization").status()).as(username).isEqualTo(runsIt ? 200 : 404);
            }
        }
    }

    /** A realm that somebody has emptied by mistake, or moved: nobody is closed out until an administrator has said that they have really gone. */
    @Test
    @Order(10)
    @EnabledIfSystemProperty(named = "throughline.full", matches = "true")
    void whereMostLoginsVanishAnAdministratorLooksAndSaysThatTheyHaveGone() throws Exception {
        round.go();
        JsonNode users = keycloak.administer("GET", "/admin/realms/throughline/users?max=500", null);
        for (JsonNode user : users) {
            if (!user.path("username").asText().equals(team.administrator().username())) {
                keycloak.administer("DELETE", "/admin/realms/throughline/users/" + user.path("id").asText(), null);
            }
        }
        round.go();
        Page page = administrator.newPage();
        page.navigate(application() + "/logins");
        Locator gone = page.locator("#gone");
        PlaywrightAssertions.assertThat(page.locator("main")).containsText("More than half of the logins have vanished");
        page.getByText("Who they are").click();
        gone.getByText("They have really gone").click();
        gone.getByText("Say that they have gone").click();
        PlaywrightAssertions.assertThat(page.locator(".govuk-error-summary")).containsText("Say how you know, and from whom.");
        looked(page, "keycloak-logins-vanished");
        page.setViewportSize(360, 740);
        looked(page, "keycloak-logins-vanished-360px");
        assertThat(organisation.get(team.supervisor().id()).canLogIn()).as("nobody is closed out").isTrue();
        gone.locator("textarea").fill("The realm was moved to the north; Sven says so.");
        gone.getByText("Say that they have gone").click();
        PlaywrightAssertions.assertThat(page.locator(".govuk-inset-text")).containsText("It is kept that they have gone, with your name and your reason.");
        PlaywrightAssertions.assertThat(page.locator("main")).containsText("The next reading of Keycloak closes those logins");
        PlaywrightAssertions.assertThat(page.locator("main")).not().containsText("have vanished");
        looked(page, "keycloak-logins-said-gone-360px");
        round.go();
        assertThat(organisation.get(team.supervisor().id()).canLogIn()).isFalse();
        page.reload();
        PlaywrightAssertions.assertThat(page.locator("main")).containsText("The realm was moved to the north; Sven says so.");
        PlaywrightAssertions.assertThat(page.locator("main")).not().containsText("have vanished");
        page.setViewportSize(1280, 900);
        looked(page, "keycloak-logins-after");
        page.close();
    }

    private static void looked(Page page, String name) {
        assertThat(axe(page)).isEmpty();
        assertThat(((Number) page.evaluate("() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")).intValue()).as("wider than the window").isLessThanOrEqualTo(0);
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target", "screens", name + ".png")));
    }

    @Test
    @Order(11)
    void whenKeycloakGoesAwayWhoeverIsSignedInGoesOn() {
        keycloak.close();
        later(Duration.ofMinutes(3));
        assertThat(get(administrator, "/api/me").status()).isEqualTo(200);
        assertThat(get(administrator, "/camunda/app/cockpit/default/").status()).isEqualTo(200);
        assertThat(get(administrator, E + "/user?id=" + team.supervisor().username()).text()).as("people can be searched for").contains("Supervisor");
        later(Duration.ofMinutes(20));
        watchdog.round();
        assertThat(alarms.newest(100)).extracting(alarm -> alarm.kind()).contains(AlarmKind.IDENTITY_PROVIDER_SILENT);
        try (BrowserContext somebody = browser()) {
            assertThat(get(somebody, "/login").status()).isEqualTo(503);
        }
        Page page = administrator.newPage();
        page.navigate(application() + "/logins");
        PlaywrightAssertions.assertThat(page.locator(".govuk-warning-text")).containsText("It has not been read since");
        assertThat(axe(page)).isEmpty();
        picture(page, "keycloak-logins-silent");
        page.close();
    }

    /** Keycloak's own page, as its makers ship it: its theme is theirs, so what is wrong with it is only known here. */
    @Test
    @Order(12)
    void keycloaksPageHasNoFaultThatIsNotKnown() {
        assertThat(foundOnKeycloaksPage).isEmpty();
    }

    private static void later(Duration duration) {
        TestClock.get().advance(duration);
    }

    private BrowserContext browser() {
        BrowserContext context = Chromium.get().newContext(new Browser.NewContextOptions().setLocale("en-GB").setViewportSize(1280, 900));
        context.setDefaultTimeout(60_000);
        return context;
    }

    private void signIn(Page page, String username) {
        page.navigate(application() + "/");
        page.getByText("Continue to sign in").click();
        page.fill("#username", username);
        page.fill("#password", PASSWORD);
        if (username.equals(team.outgoing().username())) {
            picture(page, "keycloak-form");
            foundOnKeycloaksPage.addAll(axe(page));
        }
        page.click("#kc-login");
        PlaywrightAssertions.assertThat(page.locator("h1")).not().hasCount(0);
        page.waitForURL(application() + "/**");
    }

    /** What axe finds against WCAG 2.2 AA. */
    private static List<String> axe(Page page) {
        page.evaluate(com.deque.html.axecore.playwright.AxeBuilder.getAxeScript());
        List<String> found = new ArrayList<>();
        ((List<?>) page.evaluate("""
                async () => (await axe.run('html', {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'], resultTypes: ['violations'], iframes: false, preload: false}))
                  .violations.flatMap(rule => rule.nodes.map(node => rule.id + ' at ' + node.target + ' ' + node.html))""")).forEach(one -> found.add(String.valueOf(one)));
        return found;
    }

    private APIResponse get(BrowserContext person, String path) {
        return person.request().get(application() + path, com.microsoft.playwright.options.RequestOptions.create().setMaxRedirects(0));
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screens", name + ".png")));
    }

    private HttpResponse<String> call(String path, String token) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(application() + path)).header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
    }

    private static String idOf(String username) throws Exception {
        return keycloak.administer("GET", "/admin/realms/throughline/users?exact=true&username=" + username, null).path(0).path("id").asText();
    }

    private static JsonNode tokens(String username) throws Exception {
        return token(keycloak.issuer(), "throughline-api", username, PASSWORD);
    }

    private static JsonNode token(String realm, String client, String username, String password) throws Exception {
        String form = "grant_type=password&scope=openid&client_id=" + client + "&username=" + username + "&password=" + java.net.URLEncoder.encode(password, StandardCharsets.UTF_8);
        return JSON.readTree(HTTP.send(HttpRequest.newBuilder(URI.create(realm + "/protocol/openid-connect/token")).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)).build(), BodyHandlers.ofString()).body());
    }

    private static String claims(String[] parts) {
        return new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    }

    private static String madeUp(String header, String claims, String signature) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "." + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + "." + signature;
    }
}
