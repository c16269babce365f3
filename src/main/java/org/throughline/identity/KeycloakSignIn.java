package org.throughline.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.stereotype.Component;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.PractitionerRole;
import org.throughline.workflow.Accounts;
import org.throughline.workflow.SignInMethod;

/** Keycloak says who somebody is: people by authorization code with PKCE, programs and deployments by tokens, each with an audience of its own. */
@Component
@Profile(SignInMethod.KEYCLOAK)
class KeycloakSignIn implements SignInMethod {

    /** In the session: why somebody was not let in, for the sign-in page. */
    static final String REFUSED = KeycloakSignIn.class.getName() + ".refused";

    private static final Logger LOG = LoggerFactory.getLogger(KeycloakSignIn.class);
    private static final String WHERE = OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI;
    private static final Duration WORTH_SHOWING = Duration.ofMinutes(1);

    private final ClientRegistrationRepository registrations;
    private final OAuth2AuthorizedClientRepository tokens;
    private final OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> codes;
    private final JwtDecoder callTokens;
    private final JwtDecoder deployTokens;
    private final Admission admission;
    private final Organisation organisation;
    private final Accounts accounts;
    private final Keycloak keycloak;
    private final EndedSessions ended;
    private final StillWelcome stillWelcome;
    private final Refusals refusals = new Refusals();
    private final Clock clock;

    KeycloakSignIn(ClientRegistrationRepository registrations, OAuth2AuthorizedClientRepository tokens, OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> codes,
            TokenChecks checks, KeycloakSettings settings, Admission admission, Organisation organisation, Accounts accounts, Keycloak keycloak, EndedSessions ended,
            SessionCheck check, Clock clock) {
        this.registrations = registrations;
        this.tokens = tokens;
        this.codes = codes;
        this.callTokens = checks.accessTokens(settings.api());
        this.deployTokens = checks.accessTokens(settings.deployClient());
        this.admission = admission;
        this.organisation = organisation;
        this.accounts = accounts;
        this.keycloak = keycloak;
        this.ended = ended;
        this.stillWelcome = new StillWelcome(ended, check, clock);
        this.clock = clock;
    }

    @Override
    public void people(HttpSecurity http) throws Exception {
        http.oauth2Login(login -> login.loginPage("/login").defaultSuccessUrl("/")
                        .clientRegistrationRepository(registrations).authorizedClientRepository(tokens)
                        .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(withProofKey()))
                        .tokenEndpoint(endpoint -> endpoint.accessTokenResponseClient(codes))
                        .userInfoEndpoint(endpoint -> endpoint.oidcUserService(this::person))
                        .failureHandler(this::notLetIn))
                .oauth2Client(client -> client.clientRegistrationRepository(registrations).authorizedClientRepository(tokens)
                        .authorizationCodeGrant(grant -> grant.authorizationRequestResolver(withProofKey()).accessTokenResponseClient(codes)))
                .addFilterAfter(stillWelcome, AnonymousAuthenticationFilter.class);
    }

    private OAuth2AuthorizationRequestResolver withProofKey() {
        DefaultOAuth2AuthorizationRequestResolver resolver = new DefaultOAuth2AuthorizationRequestResolver(registrations, WHERE);
        resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        return resolver;
    }

    private OidcUser person(OidcUserRequest request) throws OAuth2AuthenticationException {
        String username = request.getIdToken().getClaimAsString(KeycloakBeans.USER_NAME);
        List<String> groups = admission.signedIn(username, request.getIdToken().getSubject(), roles(request.getIdToken()));
        // the webapps look groups and names up again and again, so they stand in the engine
        Names.enter(accounts, organisation.get(username));
        if (!accounts.anybodyAdministers()) {
            organisation.holding(PractitionerRole.ADMINISTRATOR).forEach(administrator -> Names.enter(accounts, administrator));
        }
        accounts.readsCockpit(username, groups.contains(Accounts.MANAGERS));
        return new DefaultOidcUser(AuthorityUtils.createAuthorityList(groups), request.getIdToken(), KeycloakBeans.USER_NAME);
    }

    private void notLetIn(HttpServletRequest request, HttpServletResponse response, AuthenticationException why) throws IOException {
        if (why instanceof RefusedSignIn) {
            request.getSession().setAttribute(REFUSED, why.getMessage());
            response.sendRedirect("/login?refused");
            return;
        }
        LOG.warn("A sign-in by Keycloak did not come to an end: {}", why instanceof OAuth2AuthenticationException error ? error.getError().getErrorCode() : why.getClass().getSimpleName());
        response.sendRedirect("/login?again");
    }

    @Override
    public void calls(HttpSecurity http) throws Exception {
        bearer(http, callTokens);
    }

    @Override
    public void deployments(HttpSecurity http) throws Exception {
        bearer(http, deployTokens);
    }

    private void bearer(HttpSecurity http, JwtDecoder decoder) throws Exception {
        http.oauth2ResourceServer(server -> server.jwt(jwt -> jwt.decoder(decoder).jwtAuthenticationConverter(caller()))
                .authenticationEntryPoint(refusals)
                .withObjectPostProcessor(new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {
                    @Override
                    public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                        // else "Keycloak is away" would be a fault of ours
                        filter.setAuthenticationFailureHandler(refusals::commence);
                        return filter;
                    }
                }));
    }

    Converter<Jwt, AbstractAuthenticationToken> caller() {
        return token -> {
            String username = token.getClaimAsString(KeycloakBeans.USER_NAME);
            List<String> groups = admission.bearer(username, token.getSubject(), roles(token));
            // a token without a moment of its own is as old as can be
            if (ended.over(sessionOf(token), token.getSubject(), token.getIssuedAt() == null ? Instant.EPOCH : token.getIssuedAt())) {
                throw new InvalidBearerTokenException("This session has ended");
            }
            return new JwtAuthenticationToken(token, AuthorityUtils.createAuthorityList(groups), username);
        };
    }

    private static String sessionOf(ClaimAccessor token) {
        String session = token.getClaimAsString("sid");
        return session == null ? token.getClaimAsString("session_state") : session;
    }

    static List<String> roles(ClaimAccessor token) {
        List<String> roles = token.getClaimAsStringList("roles");
        return roles == null ? List.of() : roles;
    }

    @Override
    public void signedOut(HttpServletRequest request, HttpServletResponse response, Authentication who) {
        if (!(who instanceof OAuth2AuthenticationToken person)) {
            return;
        }
        OAuth2AuthorizedClient held = tokens.loadAuthorizedClient(KeycloakBeans.PEOPLE, person, request);
        if (held == null || held.getRefreshToken() == null) {
            return;
        }
        if (!keycloak.end(held.getRefreshToken().getTokenValue())) {
            LOG.warn("Somebody signed out while Keycloak did not answer: signed out here, not there.");
        } else if (person.getPrincipal() instanceof OidcUser user && sessionOf(user) != null) {
            // tokens that were given out within this session, such as one for the Modeler, end with it
            ended.end(Optional.of(sessionOf(user)), user.getSubject(), clock.instant());
        }
    }

    @Override
    public DeployAccess deployAccess(HttpServletRequest request, Authentication who) {
        OAuth2AuthorizedClient held = tokens.loadAuthorizedClient(KeycloakBeans.DEPLOY, who, request);
        Instant until = held == null ? null : held.getAccessToken().getExpiresAt();
        if (until == null || until.isBefore(clock.instant().plus(WORTH_SHOWING)) || !who.getName().equals(ownerOf(held.getAccessToken().getTokenValue()))) {
            return new DeployAccess(WHERE + "/" + KeycloakBeans.DEPLOY, null, null);
        }
        return new DeployAccess(null, held.getAccessToken().getTokenValue(), until);
    }

    private String ownerOf(String deployToken) {
        try {
            return deployTokens.decode(deployToken).getClaimAsString(KeycloakBeans.USER_NAME);
        } catch (BadJwtException malformed) {
            LOG.warn("A token for deployments is none: {}", malformed.getMessage());
            throw new NoDeployAccess(401, "What Keycloak gave for deployments is not a token of this realm for this purpose. Sign out, sign in and come back to this page; "
                    + "if it says so again, have the client for deployments looked at in Keycloak.");
        } catch (JwtException unchecked) {
            throw new NoDeployAccess(503, "Keycloak does not answer, so the token cannot be checked. Try again in a minute.");
        }
    }
}
