package org.throughline.identity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.throughline.workflow.SignInMethod;

/** What we ask of Keycloak besides sign-ins: who is in the realm, that a session ends, and whether it is there at all. */
@Component
@Profile(SignInMethod.KEYCLOAK)
class Keycloak {

    private static final int PAGE = 500;
    private static final long REMEMBERED_NANOS = 3_000_000_000L;

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Login(String username, boolean enabled) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Token(@JsonProperty("access_token") String accessToken) {}

    private record Seen(boolean there, long nanos) {}

    private final RestClient calls;
    private final KeycloakSettings settings;
    private final AtomicReference<Seen> seen = new AtomicReference<>();

    Keycloak(RestClient keycloakCalls, KeycloakSettings settings) {
        this.calls = keycloakCalls;
        this.settings = settings;
    }

    /** Everybody in the realm. @throws RestClientException where it does not answer or does not let us read */
    List<Login> logins() {
        String token = calls.post().uri(settings.token()).contentType(MediaType.APPLICATION_FORM_URLENCODED).body(ourselves("grant_type", "client_credentials"))
                .retrieve().body(Token.class).accessToken();
        List<Login> all = new ArrayList<>();
        Login[] page;
        do {
            page = calls.get().uri(settings.users() + "?briefRepresentation=true&first={first}&max={max}", all.size(), PAGE)
                    .headers(headers -> headers.setBearerAuth(token)).retrieve().body(Login[].class);
            all.addAll(Arrays.asList(page));
        } while (page.length == PAGE);
        return all;
    }

    /** Ends the session of this refresh token, and with it the single sign-on everywhere. @return false where Keycloak does not answer */
    boolean end(String refreshToken) {
        try {
            calls.post().uri(settings.logout()).contentType(MediaType.APPLICATION_FORM_URLENCODED).body(ourselves("refresh_token", refreshToken)).retrieve().toBodilessEntity();
            return true;
        } catch (RestClientException away) {
            return false;
        }
    }

    /** Whether it answers; what was seen is believed for three seconds. */
    boolean answers() {
        Seen last = seen.get();
        if (last == null || System.nanoTime() - last.nanos() > REMEMBERED_NANOS) {
            last = new Seen(asked(), System.nanoTime());
            seen.set(last);
        }
        return last.there();
    }

    private boolean asked() {
        try {
            calls.get().uri(settings.keys()).retrieve().toBodilessEntity();
            return true;
        } catch (RestClientException away) {
            return false;
        }
    }

    private MultiValueMap<String, String> ourselves(String name, String value) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("client_id", settings.client());
        form.add("client_secret", settings.secret());
        form.add(name, value);
        return form;
    }
}
