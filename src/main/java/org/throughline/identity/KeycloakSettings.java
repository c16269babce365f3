package org.throughline.identity;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where Keycloak is and as whom we speak to it ({@code throughline.keycloak.*}). Every address follows from the issuer, so that nothing has to be
 * asked at the start: the application starts while Keycloak is away.
 *
 * @param issuer       the realm, such as {@code https://id.example.org/realms/throughline}
 * @param client       the client of people in a browser
 * @param deployClient the client whose tokens deploy; its name is their audience
 * @param api          the audience of tokens for {@code /api}
 * @param ask          whom a person without access rings or writes to; null where the administrators' names are enough
 */
@ConfigurationProperties("throughline.keycloak")
record KeycloakSettings(String issuer, String client, String secret, String deployClient, String deploySecret, String api, String ask) {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    KeycloakSettings {
        client = client == null ? "throughline" : client;
        deployClient = deployClient == null ? "throughline-deploy" : deployClient;
        api = api == null ? "throughline-api" : api;
        List<String> faults = new ArrayList<>();
        if (issuer == null || !issuer.contains("/realms/")) {
            faults.add("throughline.keycloak.issuer must be the address of the realm, such as https://id.example.org/realms/throughline");
        } else if (!"https".equals(URI.create(issuer).getScheme()) && !THIS_MACHINE.contains(String.valueOf(URI.create(issuer).getHost()))) {
            faults.add("throughline.keycloak.issuer must begin with https://, for passwords and tokens go there");
        }
        if (secret == null || secret.isBlank()) {
            faults.add("throughline.keycloak.secret must be the secret of the client " + client);
        }
        if (deploySecret == null || deploySecret.isBlank()) {
            faults.add("throughline.keycloak.deploy-secret must be the secret of the client " + deployClient);
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults) + ".");
        }
    }

    String authorization() {
        return issuer + "/protocol/openid-connect/auth";
    }

    String token() {
        return issuer + "/protocol/openid-connect/token";
    }

    String keys() {
        return issuer + "/protocol/openid-connect/certs";
    }

    String logout() {
        return issuer + "/protocol/openid-connect/logout";
    }

    String users() {
        return issuer.replaceFirst("/realms/", "/admin/realms/") + "/users";
    }

    @Override
    public String toString() {
        return "KeycloakSettings[" + issuer + " as " + client + "]";
    }
}
