package org.throughline.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Each attack on a token, with keys made here. On a decoder that only checks a signature the last eight would pass. */
class TokenChecksTest {

    private static final String ISSUER = "https://id.example.org/realms/throughline";
    private static final RSAKey KEY = rsa("ours");
    private static final RSAKey OTHER_REALM = rsa("theirs");
    private static final ECKey CURVE = curve();

    private final TokenChecks checks = new TokenChecks(new ImmutableJWKSet<>(new JWKSet(List.of(KEY.toPublicJWK(), CURVE.toPublicJWK()))), ISSUER);
    private final JwtDecoder calls = checks.accessTokens("throughline-api");

    @Test
    void aGoodTokenOfThisRealmCountsByRsaAndByElliptics() throws Exception {
        assertThat(calls.decode(signed(good().build())).getClaimAsString("preferred_username")).isEqualTo("ines");
        SignedJWT curved = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(CURVE.getKeyID()).type(JOSEObjectType.JWT).build(), good().build());
        curved.sign(new ECDSASigner(CURVE));
        assertThat(calls.decode(curved.serialize()).getSubject()).isEqualTo("1");
    }

    @Test
    void withoutAlgorithmItIsRefused() {
        refused(new PlainJWT(good().build()).serialize());
    }

    @Test
    void withTheSignatureCutOffItIsRefused() throws Exception {
        String token = signed(good().build());
        refused(token.substring(0, token.lastIndexOf('.') + 1));
        refused(token.substring(0, token.lastIndexOf('.')));
        refused(token.substring(0, token.length() - 4));
    }

    @Test
    void changedContentIsRefused() throws Exception {
        String[] parts = signed(good().build()).split("\\.");
        String[] others = signed(good().claim("preferred_username", "ada").build()).split("\\.");
        refused(parts[0] + "." + others[1] + "." + parts[2]);
    }

    @Test
    void thePublicKeyUsedAsASharedSecretIsRefused() throws Exception {
        for (byte[] secret : List.of(KEY.toPublicJWK().toRSAPublicKey().getEncoded(), KEY.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8))) {
            SignedJWT swapped = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(KEY.getKeyID()).type(JOSEObjectType.JWT).build(), good().build());
            swapped.sign(new MACSigner(secret));
            refused(swapped.serialize());
        }
    }

    @Test
    void aKeyThatTheTokenBringsAlongIsRefused() throws Exception {
        SignedJWT own = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY.getKeyID()).jwk(OTHER_REALM.toPublicJWK()).type(JOSEObjectType.JWT).build(), good().build());
        own.sign(new RSASSASigner(OTHER_REALM));
        refused(own.serialize());
    }

    @Test
    void anotherRealmIsRefusedByItsKeyAndByItsName() throws Exception {
        refused(signed(good().build(), OTHER_REALM));
        refused(signed(good().issuer("https://id.example.org/realms/other").build()));
        refused(signed(good().issuer(null).build()));
    }

    @Test
    void anotherAudienceIsRefused() throws Exception {
        refused(signed(good().audience("throughline-deploy").build()));
        refused(signed(good().audience("throughline").build()));
        refused(signed(good().audience((String) null).build()));
        assertThatThrownBy(() -> checks.accessTokens("throughline-deploy").decode(signed(good().build()))).as("a token for calls does not deploy").isInstanceOf(BadJwtException.class);
    }

    @Test
    void anExpiredTokenIsRefusedAndOneThatNeverExpires() throws Exception {
        refused(signed(good().expirationTime(at(-31)).build()));
        refused(signed(good().expirationTime(null).build()));
        refused(signed(good().notBeforeTime(at(90)).build()));
    }

    @Test
    void anIdTokenARefreshTokenAndOneOfNobodyAreNoAccessTokens() throws Exception {
        refused(signed(good().claim("typ", "ID").build()));
        refused(signed(good().claim("typ", "Refresh").build()));
        refused(signed(good().claim("preferred_username", null).build()));
    }

    @Test
    void onlyALogoutTokenForUsEndsASession() throws Exception {
        JwtDecoder logout = checks.logoutTokens(java.util.Set.of("throughline", "throughline-api"));
        JWTClaimsSet.Builder word = new JWTClaimsSet.Builder().issuer(ISSUER).audience("throughline").subject("1").issueTime(at(0)).expirationTime(at(60)).claim("sid", "s")
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        assertThat(logout.decode(signed(word.build())).getClaimAsString("sid")).isEqualTo("s");
        assertThat(logout.decode(signed(word.audience("throughline-api").build())).getClaimAsString("sid")).as("of a program's client").isEqualTo("s");
        for (JWTClaimsSet wrong : List.of(word.audience("other").build(), word.audience("throughline").claim("nonce", "n").build(), word.claim("nonce", null).claim("events", Map.of()).build(),
                good().audience("throughline").build())) {
            assertThatThrownBy(() -> logout.decode(signed(wrong))).isInstanceOf(BadJwtException.class);
        }
    }

    @Test
    void anIdTokenOfAnotherClientSignsNobodyIn() throws Exception {
        ClientRegistration client = ClientRegistration.withRegistrationId("keycloak").clientId("throughline").authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri("{baseUrl}").authorizationUri(ISSUER).tokenUri(ISSUER).issuerUri(ISSUER).build();
        JwtDecoder ids = checks.idTokens(client);
        JWTClaimsSet.Builder id = good().claim("typ", "ID").audience("throughline");
        assertThat(ids.decode(signed(id.build())).getSubject()).isEqualTo("1");
        assertThatThrownBy(() -> ids.decode(signed(id.audience("other").build()))).isInstanceOf(BadJwtException.class);
        assertThatThrownBy(() -> ids.decode(signed(id.audience("throughline").issuer("https://id.example.org/realms/other").build()))).isInstanceOf(BadJwtException.class);
    }

    private void refused(String token) {
        assertThatThrownBy(() -> calls.decode(token)).isInstanceOf(BadJwtException.class);
    }

    private static JWTClaimsSet.Builder good() {
        return new JWTClaimsSet.Builder().issuer(ISSUER).audience(List.of("throughline-api", "account")).subject("1").issueTime(at(-10)).expirationTime(at(60))
                .claim("typ", "Bearer").claim("preferred_username", "ines").claim("roles", List.of("social-worker"));
    }

    private static Date at(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private static String signed(JWTClaimsSet claims) throws Exception {
        return signed(claims, KEY);
    }

    private static String signed(JWTClaimsSet claims, RSAKey key) throws Exception {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY.getKeyID()).type(JOSEObjectType.JWT).build(), claims);
        JWSSigner signer = new RSASSASigner(key);
        token.sign(signer);
        return token.serialize();
    }

    private static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey curve() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("curve").generate();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
