package org.throughline.identity;

import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.throughline.workflow.SignInMethod;

/** Keycloak tells that a session has ended (OpenID Connect Back-Channel Logout 1.0): it ends here too, on every node, with the next request. */
@Controller
@Profile(SignInMethod.KEYCLOAK)
class BackChannelLogout {

    private static final String PATH = "/logout/connect/back-channel/keycloak";
    private static final Logger LOG = LoggerFactory.getLogger(BackChannelLogout.class);

    private final JwtDecoder logoutTokens;
    private final EndedSessions ended;

    BackChannelLogout(TokenChecks checks, KeycloakSettings settings, EndedSessions ended) {
        this.logoutTokens = checks.logoutTokens(Set.of(settings.client(), settings.api(), settings.deployClient()));
        this.ended = ended;
    }

    /** The signed token is all that counts; there is neither a session nor a browser. */
    @Bean
    @Order(0)
    static SecurityFilterChain keycloaksDoor(HttpSecurity http) throws Exception {
        return http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, PATH))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(cache -> cache.disable())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @PostMapping(PATH)
    ResponseEntity<Void> ended(@RequestParam("logout_token") String sent) {
        try {
            Jwt token = logoutTokens.decode(sent);
            Optional<String> session = Optional.ofNullable(token.getClaimAsString("sid"));
            if (session.isEmpty() && token.getSubject() == null) {
                throw new BadJwtException("neither a session nor a login is named");
            }
            ended.end(session, token.getSubject(), token.getIssuedAt());
            return ResponseEntity.ok().cacheControl(CacheControl.noStore()).build();
        } catch (BadJwtException bad) {
            LOG.warn("A word that a session has ended was not Keycloak's: {}", bad.getMessage());
            return ResponseEntity.badRequest().cacheControl(CacheControl.noStore()).build();
        } catch (JwtException away) {
            // Keycloak's keys could not be fetched; it may say so again
            return ResponseEntity.status(503).cacheControl(CacheControl.noStore()).build();
        }
    }
}
