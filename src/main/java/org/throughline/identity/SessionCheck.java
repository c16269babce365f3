package org.throughline.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.stereotype.Component;
import org.throughline.workflow.SignInMethod;

/** Puts a session to Keycloak again, by its refresh token: a login that was disabled or a session that was ended gets none. */
@Component
@Profile(SignInMethod.KEYCLOAK)
class SessionCheck {

    /** UNKNOWN: Keycloak did not answer. Whoever is signed in goes on. */
    enum Answer { GOOD, OVER, UNKNOWN }

    private static final Logger LOG = LoggerFactory.getLogger(SessionCheck.class);

    private final OAuth2AuthorizedClientRepository tokens;
    private final OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> refreshes;
    private final JwtDecoderFactory<ClientRegistration> idTokens;
    private final Admission admission;

    SessionCheck(OAuth2AuthorizedClientRepository tokens, OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> refreshes,
            JwtDecoderFactory<ClientRegistration> idTokens, Admission admission) {
        this.tokens = tokens;
        this.refreshes = refreshes;
        this.idTokens = idTokens;
        this.admission = admission;
    }

    Answer ask(HttpServletRequest request, HttpServletResponse response, OAuth2AuthenticationToken person) {
        OAuth2AuthorizedClient held = tokens.loadAuthorizedClient(KeycloakBeans.PEOPLE, person, request);
        if (held == null || held.getRefreshToken() == null) {
            return Answer.OVER;
        }
        try {
            OAuth2AccessTokenResponse fresh = refreshes.getTokenResponse(new OAuth2RefreshTokenGrantRequest(held.getClientRegistration(), held.getAccessToken(), held.getRefreshToken()));
            tokens.saveAuthorizedClient(new OAuth2AuthorizedClient(held.getClientRegistration(), person.getName(), fresh.getAccessToken(),
                    fresh.getRefreshToken() == null ? held.getRefreshToken() : fresh.getRefreshToken()), person, request, response);
            return sameAsBefore(held, fresh, person) ? Answer.GOOD : Answer.OVER;
        } catch (OAuth2AuthorizationException refused) {
            boolean over = OAuth2ErrorCodes.INVALID_GRANT.equals(refused.getError().getErrorCode());
            if (!over) {
                LOG.warn("Keycloak could not be asked whether a session goes on: {}", refused.getError().getErrorCode());
            }
            return over ? Answer.OVER : Answer.UNKNOWN;
        } catch (RefusedSignIn refused) {
            return Answer.OVER;
        } catch (JwtException unreadable) {
            LOG.warn("Keycloak's answer about a session could not be checked: {}", unreadable.getMessage());
            return Answer.UNKNOWN;
        }
    }

    /** The same person in the same groups: whoever has become somebody else signs in anew. */
    private boolean sameAsBefore(OAuth2AuthorizedClient held, OAuth2AccessTokenResponse fresh, OAuth2AuthenticationToken person) {
        Object sent = fresh.getAdditionalParameters().get(OidcParameterNames.ID_TOKEN);
        if (!(sent instanceof String encoded)) {
            return false;
        }
        Jwt token = idTokens.createDecoder(held.getClientRegistration()).decode(encoded);
        List<String> groups = admission.bearer(token.getClaimAsString(KeycloakBeans.USER_NAME), token.getSubject(), KeycloakSignIn.roles(token));
        return person.getName().equals(token.getClaimAsString(KeycloakBeans.USER_NAME))
                && java.util.Set.copyOf(groups).equals(java.util.Set.copyOf(person.getAuthorities().stream().map(GrantedAuthority::getAuthority).toList()));
    }
}
