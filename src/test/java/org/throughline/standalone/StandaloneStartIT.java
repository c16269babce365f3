package org.throughline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.throughline.Throughline;
import org.throughline.testing.FreePort;
import org.throughline.testing.TestDatabase;

/** The one command, as a process of its own with its own PostgreSQL in a heap of 512 MB. */
@Timeout(600)
class StandaloneStartIT {

    @TempDir
    private Path data;

    private Process application;
    private int management;

    @AfterEach
    void end() throws Exception {
        application.destroyForcibly().waitFor();
        if (Postmaster.isAlive(data.resolve("postgres/cluster"))) {
            EmbeddedPostgres.start(PostgresSettings.in(data).withBinaries(TestDatabase.PROGRAMS)).close();
        }
    }

    @Test
    void startsOnNothingSurvivesBeingKilledAndStopsInOrder() throws Exception {
        Path cluster = data.resolve("postgres/cluster");
        List<String> firstStart = start();
        assertThat(firstStart)
                .anyMatch(line -> line.contains("First start: unpacking PostgreSQL"))
                .anyMatch(line -> line.contains("First start: making the database"));
        application.destroyForcibly().waitFor();
        assertThat(Postmaster.isAlive(cluster)).isTrue();

        List<String> secondStart = start();
        assertThat(secondStart).noneMatch(line -> line.contains("First start"));
        healthAndFiguresAreOnThePortForThem();

        application.toHandle().destroy();
        assertThat(rest()).noneMatch(line -> line.contains("Exception"));
        application.waitFor();
        assertThat(Postmaster.isAlive(cluster)).isFalse();
    }

    private List<String> start() throws IOException {
        management = FreePort.find();
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .filter(entry -> !entry.contains("test-classes"))
                .collect(Collectors.joining(System.getProperty("path.separator")));
        application = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath, Throughline.class.getName(),
                        "--server.port=0", "--management.server.port=" + management, "--throughline.watchdog.first=PT0S", "--throughline.data=" + data)
                .redirectErrorStream(true)
                .start();
        List<String> said = new ArrayList<>();
        BufferedReader lines = application.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.add(line);
            if (line.contains("Throughline is ready")) {
                return said;
            }
        }
        throw new AssertionError("The application did not start:\n" + String.join("\n", said));
    }

    /** After a second start the watchdog's last round lies before it; it goes round by itself. */
    private void healthAndFiguresAreOnThePortForThem() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        String health = http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/actuator/health")).build(), BodyHandlers.ofString()).body();
        assertThat(health).startsWith("{\"status\":\"UP\"").contains("\"watchdog\"", "\"openAlarms\":0").doesNotContain("none yet");
        String figures = http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/actuator/prometheus")).build(), BodyHandlers.ofString()).body();
        assertThat(figures).contains("throughline_alarms{kind=\"TIMER_MISSING\"} 0.0", "throughline_watchdog_silence_seconds");
        assertThat(http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/actuator/env")).build(), BodyHandlers.ofString()).statusCode()).as("nothing else").isNotEqualTo(200);
    }

    private List<String> rest() {
        return application.inputReader().lines().toList();
    }
}
