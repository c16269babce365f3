package org.throughline.workflow.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.catalina.valves.RemoteIpValve;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.access.Network;
import org.throughline.organisation.Organisation;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.SignedIn;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;
import org.throughline.workflow.Accounts;

/** The door to the street: behind a proxy that ends TLS, before guessers of passwords and links, and with a session that somebody else began. */
@ThroughlineTest
class FrontDoorWebTest {

    private static final String PASSWORD = "correct horse battery staple";
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    @LocalServerPort private int port;
    @Autowired private Accounts accounts;
    @Autowired private FamilyWorld world;
    @Autowired private Organisation organisation;
    @Autowired private JdbcClient jdbc;

    @Test
    void behindAProxyThatEndsTlsCookiesAreSecureAndTheBrowserStaysWithTls() {
        SignedIn nobody = SignedIn.nobody(port);
        HttpResponse<String> plain = nobody.get("/login");
        assertThat(plain.headers().firstValue("strict-transport-security")).isEmpty();
        assertThat(plain.headers().allValues("set-cookie")).singleElement().asString().contains("JSESSIONID", "HttpOnly", "SameSite=Lax").doesNotContain("Secure");
        HttpResponse<String> tls = exchange(SignedIn.nobody(port), "/login", "203.0.113.9", "https", null);
        assertThat(tls.headers().firstValue("strict-transport-security")).hasValueSatisfying(hsts -> assertThat(hsts).contains("max-age=31536000"));
        assertThat(tls.headers().allValues("set-cookie")).singleElement().asString().contains("JSESSIONID", "Secure", "HttpOnly", "SameSite=Lax");
    }

    /** On a bare Tomcat behind a proxy all people are one address: one guesser locks all out; and where every header is believed, none is ever slowed. */
    @Test
    void whoGuessesPasswordsIsCountedByTheAddressThatTheProxySawWhateverTheySayThemselves() {
        TestClock.get().set(Instant.parse("2032-01-01T10:00:00Z"));
        accounts.set("frontworker", "Wanda", "Worker", PASSWORD, false);
        for (int i = 0; i < 20; i++) {
            assertThat(signIn("guess" + i, "x", "198.51.100." + i + ", 203.0.113.50")).endsWith("/login?wrong");
        }
        assertThat(signIn("frontworker", PASSWORD, "198.51.100.77, 203.0.113.50")).endsWith("/login?wait");
        assertThat(signIn("frontworker", PASSWORD, "203.0.113.51")).as("nobody else is kept out").doesNotContain("login");
    }

    @Test
    void whoGuessesLinksIsCountedByTheAddressThatTheProxySaw() {
        TestClock.get().set(Instant.parse("2032-02-01T10:00:00Z"));
        int limit = jdbc.sql("select rule_number('NT8')::int").query(Integer.class).single() / 4;
        HttpResponse<String> last = null;
        for (int i = 0; i <= limit + 1; i++) {
            last = exchange(SignedIn.nobody(port), "/links/guess" + i, "2001:db8:1:2::" + Integer.toHexString(i + 1), "https", null);
        }
        assertThat(last.statusCode()).as("one network of IPv6 is one guesser").isEqualTo(429);
        assertThat(exchange(SignedIn.nobody(port), "/links/guess", "2001:db8:1:3::1", "https", null).statusCode()).isEqualTo(404);
        assertThat(Network.of("2001:db8:1:2::1")).isEqualTo(Network.of("2001:db8:1:2:ffff::9")).isNotEqualTo(Network.of("2001:db8:1:3::1"));
        assertThat(List.of(Network.of("203.0.113.9"), Network.of("::ffff:203.0.113.9"))).containsOnly("203.0.113.9");
    }

    /** As it comes, no proxy is named, so that nobody at all is believed who says from where they call. */
    @Test
    void withoutANamedProxyNoHeaderIsBelieved() throws Exception {
        assertThat(new org.springframework.core.io.ClassPathResource("application.yml").getContentAsString(StandardCharsets.UTF_8)).contains("internal-proxies: ${throughline.proxies:}");
        RemoteIpValve valve = new RemoteIpValve();
        valve.setInternalProxies("");
        assertThat(valve.getInternalProxies()).isNull();
    }

    /** On a bare server whoever gave somebody a session id before the sign-in would share their session after it. */
    @Test
    void aSessionThatWasBegunBeforeTheSignInIsNotTheOneAfterIt() {
        accounts.set("frontworker", "Wanda", "Worker", PASSWORD, false);
        SignedIn victim = SignedIn.nobody(port);
        String planted = session(victim.get("/login"));
        HttpResponse<String> signedIn = victim.signIn("frontworker", PASSWORD);
        assertThat(session(signedIn)).isNotEqualTo(planted);
        SignedIn attacker = SignedIn.nobody(port);
        assertThat(attacker.exchange(attacker.request("/api/me").header("Cookie", "JSESSIONID=" + planted).GET()).statusCode()).isEqualTo(401);
        assertThat(attacker.exchange(attacker.request("/api/tasks;jsessionid=" + session(signedIn)).GET()).statusCode()).as("never in an address").isIn(400, 401);
    }

    /** Their password is as good as before, and an account of the engine knows nothing of the organisation. */
    @Test
    void whoHasLeftNeitherComesInNorDeploys() {
        FamilyWorld.Team team = world.team();
        String ada = team.administrator().username();
        accounts.set(ada, "Ada", "Admin", PASSWORD, true);
        assertThat(SignedIn.as(port, ada, PASSWORD).get("/api/me").statusCode()).isEqualTo(200);
        organisation.left(team.administrator().id());
        assertThat(SignedIn.nobody(port).signIn(ada, PASSWORD).headers().firstValue("location").orElse("")).contains("login");
        SignedIn modeller = SignedIn.nobody(port);
        assertThat(modeller.exchange(modeller.request("/engine-rest/version").header("Authorization", "Basic "
                + java.util.Base64.getEncoder().encodeToString((ada + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8))).GET()).statusCode()).isEqualTo(401);
    }

    /** On a bare application the webapps ask nobody again: whoever has left reads and completes tasks until the session ends by itself. */
    @Test
    void whoLeavesIsOutWithTheNextRequestAndIsToldWhyAndWhomToAsk() {
        FamilyWorld.Team team = world.team();
        String olive = team.outgoing().username();
        accounts.set(olive, "Olive", "Outgoing", PASSWORD, false);
        String door = "/camunda/api/engine/engine/default/task?assignee=" + olive;
        SignedIn webapp = SignedIn.as(port, olive, PASSWORD);
        SignedIn page = SignedIn.as(port, olive, PASSWORD);
        SignedIn colleague = SignedIn.as(port, signsIn(team.incoming().username()), PASSWORD);
        assertThat(List.of(webapp.get(door).statusCode(), page.get("/casefiles").statusCode(), colleague.get("/casefiles").statusCode())).containsOnly(200);

        organisation.left(team.outgoing().id());
        assertThat(webapp.post("/camunda/api/engine/engine/default/task/any/complete", "{}").statusCode()).as("nothing is done any more").isIn(401, 403);
        assertThat(webapp.get(door).statusCode()).isEqualTo(401);
        HttpResponse<String> led = page.get("/casefiles");
        assertThat(led.headers().firstValue("location").orElse("")).endsWith("/login");
        for (HttpResponse<String> said : List.of(webapp.get("/login"), page.get("/login?ended"))) {
            assertThat(said.body()).contains("Your account here has ended", "Nothing that you had saved is lost", "ask ").contains(team.administrator().name());
        }
        assertThat(page.get("/casefiles").statusCode()).as("the session is over").isEqualTo(302);
        assertThat(colleague.get("/casefiles").statusCode()).as("nobody else's is").isEqualTo(200);
        SignedIn again = SignedIn.nobody(port);
        again.signIn(olive, PASSWORD);
        assertThat(again.get("/login").body()).as("who knows the password is told").contains("Your account here has ended");
        SignedIn guesser = SignedIn.nobody(port);
        guesser.signIn(olive, "wrong");
        assertThat(guesser.get("/login?left").body()).as("nobody else").doesNotContain("has ended", team.administrator().name());
    }

    private String signsIn(String username) {
        accounts.set(username, "Ines", "Incoming", PASSWORD, false);
        return username;
    }

    private static String session(HttpResponse<String> answer) {
        return answer.headers().allValues("set-cookie").stream().filter(cookie -> cookie.startsWith("JSESSIONID=")).map(cookie -> cookie.replaceFirst("JSESSIONID=([^;]+);.*", "$1"))
                .findFirst().orElseThrow();
    }

    private String signIn(String user, String password, String forwardedFor) {
        SignedIn browser = SignedIn.nobody(port);
        Matcher token = TOKEN.matcher(browser.get("/login").body());
        assertThat(token.find()).isTrue();
        String form = "username=" + user + "&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8) + "&_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
        return exchange(browser, "/login", forwardedFor, "http", form).headers().firstValue("location").orElse("");
    }

    private static HttpResponse<String> exchange(SignedIn browser, String path, String forwardedFor, String scheme, String form) {
        HttpRequest.Builder request = browser.request(path).header("X-Forwarded-For", forwardedFor).header("X-Forwarded-Proto", scheme);
        return browser.exchange(form == null ? request.GET() : request.header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form)));
    }
}
