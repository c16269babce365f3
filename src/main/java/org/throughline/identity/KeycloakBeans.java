package org.throughline.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.web.client.RestClient;
import org.throughline.workflow.SignInMethod;

/** The parts that speak to Keycloak. None of them asks anything before it is needed. */
@Configuration(proxyBeanMethods = false)
@Profile(SignInMethod.KEYCLOAK)
@EnableConfigurationProperties(KeycloakSettings.class)
@EnableScheduling
class KeycloakBeans {

    static final String PEOPLE = "keycloak";
    static final String DEPLOY = "deploy";
    static final String USER_NAME = "preferred_username";

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    /** For so long, known keys are good while Keycloak does not answer. */
    private static final Duration OUTAGE = Duration.ofHours(4);

    @Bean
    ClientRegistrationRepository registrations(KeycloakSettings settings) {
        return new InMemoryClientRegistrationRepository(
                registration(settings, PEOPLE, settings.client(), settings.secret(), "{baseUrl}/login/oauth2/code/{registrationId}"),
                registration(settings, DEPLOY, settings.deployClient(), settings.deploySecret(), "{baseUrl}/deploy-token"));
    }

    private static ClientRegistration registration(KeycloakSettings settings, String id, String client, String secret, String back) {
        return ClientRegistration.withRegistrationId(id).clientName("Keycloak").clientId(client).clientSecret(secret)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE).redirectUri(back).scope("openid", "profile")
                .issuerUri(settings.issuer()).authorizationUri(settings.authorization()).tokenUri(settings.token()).jwkSetUri(settings.keys())
                .userNameAttributeName(USER_NAME).build();
    }

    /** Tokens live in the session of the browser that they were given to, and end with it. */
    @Bean
    OAuth2AuthorizedClientRepository tokensInTheSession() {
        return new HttpSessionOAuth2AuthorizedClientRepository();
    }

    @Bean
    TokenChecks tokenChecks(KeycloakSettings settings) throws MalformedURLException {
        JWKSource<SecurityContext> keys = JWKSourceBuilder.<SecurityContext>create(URI.create(settings.keys()).toURL(),
                        new DefaultResourceRetriever((int) CONNECT.toMillis(), (int) ANSWER.toMillis(), JWKSourceBuilder.DEFAULT_HTTP_SIZE_LIMIT))
                .retrying(true).outageTolerant(OUTAGE.toMillis()).build();
        return new TokenChecks(keys, settings.issuer());
    }

    @Bean
    JwtDecoderFactory<ClientRegistration> idTokens(TokenChecks checks) {
        return checks::idTokens;
    }

    @Bean
    OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> codes() {
        RestClientAuthorizationCodeTokenResponseClient client = new RestClientAuthorizationCodeTokenResponseClient();
        client.setRestClient(tokenCalls());
        return client;
    }

    @Bean
    OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> refreshes() {
        RestClientRefreshTokenTokenResponseClient client = new RestClientRefreshTokenTokenResponseClient();
        client.setRestClient(tokenCalls());
        return client;
    }

    private static RestClient tokenCalls() {
        return RestClient.builder().requestFactory(patient()).messageConverters(converters -> {
            converters.clear();
            converters.add(new FormHttpMessageConverter());
            converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
        }).defaultStatusHandler(new OAuth2ErrorResponseErrorHandler()).build();
    }

    @Bean
    RestClient keycloakCalls() {
        return RestClient.builder().requestFactory(patient()).build();
    }

    /** Whoever waits for Keycloak waits for seconds: a person stands behind each call. */
    private static SimpleClientHttpRequestFactory patient() {
        SimpleClientHttpRequestFactory factory = new SimpleClientHttpRequestFactory();
        factory.setConnectTimeout(CONNECT);
        factory.setReadTimeout(ANSWER);
        return factory;
    }
}
