package org.throughline.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.obligation.AlarmKind;
import org.throughline.obligation.AlsoWatched.Fault;
import org.throughline.organisation.ClosedLogins;
import org.throughline.organisation.Organisation;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;
import org.throughline.workflow.CockpitReaders;
import org.throughline.workflow.SignInMethod.NoDeployAccess;

/** What comes from Keycloak and is not quite right: each is refused with a sentence, never taken for somebody, never a fault of ours. */
@ThroughlineTest
class AdmissionIT {

    private static final List<String> SOCIAL_WORKER = List.of("social-worker");

    @Autowired private FamilyWorld world;
    @Autowired private Organisation organisation;
    @Autowired private ClosedLogins closed;
    @Autowired private CockpitReaders cockpitReaders;
    @Autowired private JdbcClient jdbc;
    @Autowired private Clock clock;
    @Autowired private WebApplicationContext web;

    private final KeycloakSettings settings = new KeycloakSettings("http://localhost:1/realms/" + UUID.randomUUID(), null, "s", null, "s", null, null);
    private FamilyWorld.Team team;
    private RefusedSignIns refused;
    private EndedSessions ended;
    private Admission admission;

    @BeforeEach
    void parts() {
        team = world.team();
        refused = new RefusedSignIns(jdbc, clock);
        ended = new EndedSessions(jdbc, settings, clock);
        admission = new Admission(organisation, closed, refused, new LoginBindings(jdbc, settings, clock), cockpitReaders);
    }

    @Test
    void somebodyWithoutAUserNameOrASubjectIsRefusedWithASentenceAndAnAlarm() {
        for (String nameless : new String[] {null, "", " "}) {
            assertThat(refusal(nameless, "1").reason()).isEqualTo(RefusedSignIn.Reason.INCOMPLETE);
        }
        assertThat(refusal(null, "1")).hasMessageContaining("preferred_username");
        assertThat(refusal(team.outgoing().username(), null)).hasMessageContaining("sub");
        assertThat(faults()).contains(new Fault(AlarmKind.SIGN_IN_INCOMPLETE, "(no user name)"), new Fault(AlarmKind.SIGN_IN_INCOMPLETE, team.outgoing().username()));
    }

    /** A login of the realm that was renamed, or made anew, with another person's user name does not become that person. */
    @Test
    void whoeverWasGivenAnotherPersonsUserNameIsNotThatPersonUntilItIsReleasedByNameAndReason() {
        String ines = team.incoming().username();
        String cora = team.colleague().username();
        String hers = UUID.randomUUID().toString();
        String coras = UUID.randomUUID().toString();
        admission.signedIn(ines, hers, SOCIAL_WORKER);
        admission.signedIn(cora, coras, SOCIAL_WORKER);
        assertThat(refusal(ines, UUID.randomUUID().toString()).reason()).as("made anew").isEqualTo(RefusedSignIn.Reason.OTHER_LOGIN);
        assertThat(refusal(ines, coras)).as("renamed").hasMessageContaining("another login");
        assertThat(refusal(team.outgoing().username(), coras).reason()).as("renamed to somebody who never came").isEqualTo(RefusedSignIn.Reason.OTHER_LOGIN);
        admission.signedIn(ines, hers, SOCIAL_WORKER);
        assertThat(faults()).as("that she came herself settles nothing").contains(new Fault(AlarmKind.SIGN_IN_OTHER_LOGIN, ines));
        assertThat(standing(ines, hers)).isTrue();
        assertThat(standing(ines, coras)).as("nor does a session of the other login go on").isFalse();

        Api api = new Api(web);
        assertThat(api.get(team.administrator(), "/api/logins")).hasStatus(200).bodyText().contains(ines, "OTHER_LOGIN").doesNotContain(coras);
        assertThat(api.send(HttpMethod.POST, team.administrator(), "{\"reason\":\" \"}", "/api/logins/{who}/release", ines)).hasStatus(422).bodyText().contains("how you know");
        assertThat(api.send(HttpMethod.POST, team.administrator(), "{\"reason\":\"x\"}", "/api/logins/{who}/release", team.visitor().username())).hasStatus(404);
        assertThat(api.send(HttpMethod.POST, team.supervisor(), "{\"reason\":\"x\"}", "/api/logins/{who}/release", ines)).hasStatus(404);
        assertThat(refusal(ines, coras).reason()).isEqualTo(RefusedSignIn.Reason.OTHER_LOGIN);
        assertThat(api.send(HttpMethod.POST, team.administrator(), "{\"reason\":\"Ines rang: her login was made anew.\"}", "/api/logins/{who}/release", ines)).hasStatus(204);
        assertThat(faults()).doesNotContain(new Fault(AlarmKind.SIGN_IN_OTHER_LOGIN, ines));
        admission.signedIn(ines, coras, SOCIAL_WORKER);
        assertThat(standing(ines, hers)).as("the login before ends").isFalse();
        assertThat(api.get(team.administrator(), "/api/logins")).bodyText().contains("Ines rang: her login was made anew.");
        assertThatThrownBy(() -> jdbc.sql("update login_identity set subject = 'x'").update()).as("nobody is bound anew in silence").hasRootCauseInstanceOf(org.postgresql.util.PSQLException.class);
        assertThatThrownBy(() -> jdbc.sql("delete from login_decision").update()).hasRootCauseInstanceOf(org.postgresql.util.PSQLException.class);
    }

    @Test
    void aTokenOfASessionThatEndedIsNoGoodWhateverItsOwnEnd() {
        String subject = UUID.randomUUID().toString();
        KeycloakSignIn signIn = signIn(null);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String session = UUID.randomUUID().toString();
        assertThat(signIn.caller().convert(token(subject, now).claim("sid", session).build()).getName()).isEqualTo(team.outgoing().username());
        ended.end(Optional.of(session), subject, now);
        assertThatThrownBy(() -> signIn.caller().convert(token(subject, now).claim("sid", session).build())).isInstanceOf(InvalidBearerTokenException.class);
        assertThatThrownBy(() -> signIn.caller().convert(token(subject, now).claim("session_state", session).build())).as("as older Keycloaks say it").isInstanceOf(InvalidBearerTokenException.class);
        assertThat(signIn.caller().convert(token(subject, now).claim("sid", "another").build())).as("another session of the same person").isNotNull();
        ended.end(Optional.empty(), subject, now);
        assertThatThrownBy(() -> signIn.caller().convert(token(subject, now.minusSeconds(5)).claim("sid", "another").build())).as("logged out everywhere").isInstanceOf(InvalidBearerTokenException.class);
        assertThatThrownBy(() -> signIn.caller().convert(token(subject, null).build())).as("of no moment at all").isInstanceOf(InvalidBearerTokenException.class);
        assertThat(signIn.caller().convert(token(subject, now.plusSeconds(1)).claim("sid", "a new one").build())).as("signed in again").isNotNull();
    }

    @Test
    void whatKeycloakGaveForDeploymentsAndIsNoTokenIsSaidAndNoFaultOfOurs() {
        for (String malformed : List.of("not-a-token", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "..")) {
            NoDeployAccess none = catchThrowableOfType(NoDeployAccess.class, () -> signIn(malformed).deployAccess(new MockHttpServletRequest(), new TestingAuthenticationToken("ada", "")));
            assertThat(none.status()).as(malformed).isEqualTo(401);
            assertThat(none).hasMessageContaining("Sign out, sign in");
        }
    }

    private RefusedSignIn refusal(String username, String subject) {
        return catchThrowableOfType(RefusedSignIn.class, () -> admission.signedIn(username, subject, SOCIAL_WORKER));
    }

    private List<Fault> faults() {
        return refused.faults(TestClock.get().instant());
    }

    private boolean standing(String username, String subject) {
        return ended.standing(username, "s", subject, Instant.now()).welcome();
    }

    private Jwt.Builder token(String subject, Instant issued) {
        return Jwt.withTokenValue("t").header("alg", "RS256").subject(subject).issuedAt(issued).expiresAt(Instant.now().plus(Duration.ofHours(1)))
                .claim("preferred_username", team.outgoing().username()).claim("roles", SOCIAL_WORKER);
    }

    /** @param deployToken what lies in the session of whoever asks */
    private KeycloakSignIn signIn(String deployToken) {
        return new KeycloakSignIn(null, new Held(deployToken), null, new TokenChecks(new ImmutableJWKSet<>(new JWKSet()), settings.issuer()), settings, admission, organisation, null, null,
                ended, null, clock);
    }

    private record Held(String token) implements OAuth2AuthorizedClientRepository {

        @Override
        @SuppressWarnings("unchecked")
        public <T extends OAuth2AuthorizedClient> T loadAuthorizedClient(String registration, Authentication who, HttpServletRequest request) {
            return (T) new OAuth2AuthorizedClient(ClientRegistration.withRegistrationId(registration).clientId("c").authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUri("{baseUrl}").authorizationUri("http://localhost").tokenUri("http://localhost").build(), who.getName(),
                    new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, token, TestClock.get().instant().minusSeconds(1), TestClock.get().instant().plus(Duration.ofMinutes(30))));
        }

        @Override
        public void saveAuthorizedClient(OAuth2AuthorizedClient client, Authentication who, HttpServletRequest request, HttpServletResponse response) {}

        @Override
        public void removeAuthorizedClient(String registration, Authentication who, HttpServletRequest request, HttpServletResponse response) {}
    }
}
