package org.throughline.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.throughline.Throughline;
import org.throughline.testing.Lane;

/** The replay as people start it: a process of its own, with its own database. */
final class RunReplay {

    static final Path CHILD_H = Path.of("src/main/resources/demo/child-h");
    static final Path HOME = Lane.own("replay-tests");
    static final Path DATA = HOME.resolve("data");

    /**
     * @param exit code of the process
     * @param said what it wrote on the screen
     * @param took from the start of the replay itself to its end; zero where it did not begin
     */
    record Run(int exit, String said, Path out, Duration took) {

        JsonNode json(String name) throws IOException {
            return new ObjectMapper().readTree(out.resolve(name + ".json").toFile());
        }

        Path page(String name) {
            return out.resolve(name + ".html");
        }
    }

    private RunReplay() {}

    static Run of(Path bundle, String policy, String... more) throws Exception {
        return start(bundle, policy, more).end();
    }

    /** One that runs, so that something can happen to it meanwhile. */
    record Started(Process process, Path screen) {

        String said() throws IOException {
            return Files.readString(screen);
        }

        Run end() throws Exception {
            assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("ends by itself").isTrue();
            String said = said();
            return new Run(process.exitValue(), said, HOME, took(said));
        }
    }

    static Started start(Path bundle, String policy, String... more) throws IOException {
        Files.createDirectories(HOME);
        Path screen = HOME.resolve("screen-" + policy + ".txt");
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes")).collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-cp", classPath, Throughline.class.getName(), "--replay=" + bundle, "--policy=" + policy,
                "--throughline.replay.data=" + DATA));
        command.addAll(List.of(more));
        if (Arrays.stream(more).noneMatch(option -> option.startsWith("--throughline.replay.out="))) {
            command.add("--throughline.replay.out=" + HOME);
        }
        return new Started(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(screen.toFile()).start(), screen);
    }

    private static Duration took(String said) {
        return said.lines().filter(line -> line.startsWith("Replayed in ")).findFirst().map(line -> Duration.parse(line.split(" ")[2])).orElse(Duration.ZERO);
    }
}
