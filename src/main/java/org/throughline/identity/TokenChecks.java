package org.throughline.identity;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * What a token must be to count: signed with a private key of this realm (RSA or elliptic curves; never a shared secret, never nothing), issued by
 * it, not expired, of the right kind and for the right audience. A token for one purpose is good for no other.
 */
final class TokenChecks {

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512,
            JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512);
    private static final String LOGOUT = "http://schemas.openid.net/event/backchannel-logout";
    /** How far the clocks of two machines may differ. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final JWKSource<SecurityContext> keys;
    private final String issuer;

    TokenChecks(JWKSource<SecurityContext> keys, String issuer) {
        this.keys = keys;
        this.issuer = issuer;
    }

    /** Access tokens for this audience, of a person with a user name. */
    JwtDecoder accessTokens(String audience) {
        return decoder(List.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt")), List.of(issuedHere(), audience(audience), expires(),
                new JwtClaimValidator<String>("typ", "Bearer"::equals), new JwtClaimValidator<String>(KeycloakBeans.USER_NAME, name -> name != null && !name.isBlank())));
    }

    /** Keycloak's own word that a session has ended: for one of our clients, about a session or a login, and no ID token in disguise. */
    JwtDecoder logoutTokens(Set<String> clients) {
        return decoder(List.of(JOSEObjectType.JWT, new JOSEObjectType("logout+jwt")), List.of(issuedHere(),
                new JwtClaimValidator<List<String>>(JwtClaimNames.AUD, named -> named != null && named.stream().anyMatch(clients::contains)),
                new JwtClaimValidator<Instant>(JwtClaimNames.IAT, issued -> issued != null),
                new JwtClaimValidator<Map<String, Object>>("events", events -> events != null && events.containsKey(LOGOUT)),
                new JwtClaimValidator<Object>("nonce", nonce -> nonce == null)));
    }

    /** ID tokens of a sign-in. */
    JwtDecoder idTokens(ClientRegistration client) {
        return decoder(List.of(JOSEObjectType.JWT), List.of(new OidcIdTokenValidator(client), issuedHere(), expires()));
    }

    private JwtDecoder decoder(List<JOSEObjectType> types, List<OAuth2TokenValidator<Jwt>> checks) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(types.toArray(JOSEObjectType[]::new)));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWTClaimsSetVerifier((claims, context) -> {
            // the checks below say more about what is wrong
        });
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        List<OAuth2TokenValidator<Jwt>> all = new java.util.ArrayList<>(checks);
        all.add(new JwtTimestampValidator(SKEW));
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(all));
        return decoder;
    }

    private OAuth2TokenValidator<Jwt> issuedHere() {
        return new JwtIssuerValidator(issuer);
    }

    private static OAuth2TokenValidator<Jwt> audience(String wanted) {
        return new JwtClaimValidator<List<String>>(JwtClaimNames.AUD, named -> named != null && named.contains(wanted));
    }

    private static OAuth2TokenValidator<Jwt> expires() {
        return new JwtClaimValidator<Instant>(JwtClaimNames.EXP, end -> end != null);
    }
}
