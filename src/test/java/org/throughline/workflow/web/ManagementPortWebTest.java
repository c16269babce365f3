package org.throughline.workflow.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.throughline.obligation.Watchdog;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.ThroughlineTest;

/** The management port gives health (and figures, which tests have none of: {@code StandaloneStartIT}) without a sign-in, and nothing else at all; the people's port gives neither. */
@ThroughlineTest
class ManagementPortWebTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort private int port;
    @LocalManagementPort private int management;
    @Autowired private Watchdog watchdog;
    @Autowired private FamilyWorld world;

    @Test
    void healthIsThereWithoutASignIn() throws Exception {
        world.startClock();
        watchdog.round();
        assertThat(management).isNotEqualTo(port);
        HttpResponse<String> health = send(management, "GET", "/actuator/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("\"status\":\"UP\"", "lastRound", "openAlarms").doesNotContain("jdbc:", "password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/env", "/actuator/heapdump", "/actuator/threaddump", "/actuator/loggers", "/actuator/beans", "/actuator/mappings", "/actuator/flyway",
        "/actuator/configprops", "/actuator/shutdown", "/", "/login", "/logout", "/api/me", "/api/notice", "/api/openapi.json", "/camunda/app/admin/default/", "/engine-rest/task", "/casefiles", "/forms/page.js"})
    void nothingElseIsThere(String path) throws Exception {
        for (String method : new String[] {"GET", "POST", "DELETE"}) {
            HttpResponse<String> answer = send(management, method, path);
            assertThat(answer.statusCode()).as(method + " " + path).isIn(403, 404, 405);
            assertThat(answer.headers().firstValue("set-cookie")).as("no session begins here").isEmpty();
        }
    }

    @Test
    void nobodySignsInThere() throws Exception {
        HttpResponse<String> answer = HTTP.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/login")).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=dooradmin&password=x")).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/health", "/actuator/prometheus"})
    void onThePeoplesPortTheyAreNot(String path) throws Exception {
        HttpResponse<String> answer = send(port, "GET", path);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("location")).hasValueSatisfying(to -> assertThat(to).endsWith("/login"));
    }

    private static HttpResponse<String> send(int port, String method, String path) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }
}
