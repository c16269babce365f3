package org.throughline.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;
import org.throughline.standalone.StartRefused;

/** A replay runs beside everything that people work with: its own record, no executor, no schedule, no mail; and never in a node that serves people. */
class ReplayEnvironmentTest {

    private static MockEnvironment environment(String... properties) {
        MockEnvironment environment = new MockEnvironment();
        for (int i = 0; i < properties.length; i += 2) {
            environment.setProperty(properties[i], properties[i + 1]);
        }
        new ReplayEnvironment().postProcessEnvironment(environment, null);
        return environment;
    }

    @Test
    void aNodeThatPeopleWorkWithIsNoReplayAndKeepsItsClock() {
        assertThat(environment("spring.datasource.url", "jdbc:postgresql://records/throughline").containsProperty("throughline.reset")).isFalse();
        assertThatThrownBy(() -> environment("replay", "here", "spring.datasource.url", "jdbc:postgresql://records/throughline")).isInstanceOf(StartRefused.class)
                .hasMessageContaining("never runs on a database that people work with");
        assertThatThrownBy(() -> environment("replay", "here", "throughline.data", "installation", "throughline.replay.data", "./installation/../installation")).isInstanceOf(StartRefused.class)
                .hasMessageContaining("never uses the directory of an installation");
        assertThatThrownBy(() -> environment("replay", "here", "policy", "loud")).isInstanceOf(StartRefused.class).hasMessageContaining("--policy=silent");
    }

    @Test
    void nothingHappensByItselfAndNothingLeaves() throws IOException {
        MockEnvironment replay = environment("replay", "here", "camunda.bpm.job-execution.enabled", "true", "spring.mail.host", "mail.example.org", "throughline.mail.scheduled", "true", "throughline.demo", "true");
        assertThat(replay.getProperty("camunda.bpm.job-execution.enabled")).isEqualTo("false");
        assertThat(replay.getProperty("spring.mail.host")).isEmpty();
        assertThat(replay.getProperty("throughline.demo")).isEqualTo("false");
        assertThat(replay.getProperty("throughline.data")).isEqualTo("target/replay/data");
        assertThat(schedules()).hasSizeGreaterThan(8).allSatisfy(schedule -> assertThat(replay.getProperty(schedule)).as(schedule).isEqualTo("false"));
    }

    /** Every switch of a schedule that the application has. */
    private static Set<String> schedules() throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source : sources.filter(path -> path.toString().endsWith("Schedule.java")).toList()) {
                Pattern.compile("throughline\\.[a-z]+\\.scheduled").matcher(Files.readString(source)).results().forEach(one -> found.add(one.group()));
            }
        }
        return found;
    }
}
