package org.throughline.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeycloakSettingsTest {

    @Test
    void everyFaultIsSaidAtOnceAndPasswordsNeverGoInTheOpen() {
        assertThatThrownBy(() -> settings("http://id.example.org/realms/throughline", " ", null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("must begin with https://", "keycloak.secret", "keycloak.deploy-secret");
        assertThatThrownBy(() -> settings(null, "s", "s")).hasMessageContaining("keycloak.issuer");
        assertThat(settings("http://localhost:8180/realms/throughline", "s", "s").users()).isEqualTo("http://localhost:8180/admin/realms/throughline/users");
        assertThat(settings("https://id.example.org/realms/throughline", "hidden", "hidden").toString()).doesNotContain("hidden");
    }

    private static KeycloakSettings settings(String issuer, String secret, String deploySecret) {
        return new KeycloakSettings(issuer, null, secret, null, deploySecret, null, null);
    }
}
