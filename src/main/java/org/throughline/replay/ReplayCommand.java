package org.throughline.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.function.BiConsumer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.throughline.bundle.BundleFaults;
import org.throughline.bundle.BundleReader;
import org.throughline.bundle.BundleReading;
import org.throughline.bundle.CaseBundle;
import org.throughline.bundle.FaultTable;

/**
 * {@code --replay=PATH --policy=silent|diligent}: replays a case bundle (folder or zip), writes a page and the same as JSON under
 * {@code target/replay} ({@code throughline.replay.out}), and ends. Exit code 0 when it is done, 1 when the bundle had faults, 2 when it
 * could not be read.
 */
@Component
@ConditionalOnProperty(ReplayEnvironment.PATH)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ReplayCommand implements ApplicationRunner {

    private static final int BAR = 40;

    private final Replay replay;
    private final ObjectMapper json;
    private final ApplicationContext application;
    private final Path path;
    private final Policy policy;
    private final Path out;

    ReplayCommand(Replay replay, ObjectMapper json, ApplicationContext application, @Value("${" + ReplayEnvironment.PATH + "}") Path path,
            @Value("${" + ReplayEnvironment.POLICY + ":silent}") String policy, @Value("${throughline.replay.out:target/replay}") Path out) {
        this.replay = replay;
        this.json = json.copy().enable(SerializationFeature.INDENT_OUTPUT);
        this.application = application;
        this.path = path;
        this.policy = Policy.of(policy).orElseThrow();
        this.out = out;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        int code = run(System.out);
        System.exit(SpringApplication.exit(application, () -> code));
    }

    private int run(PrintStream screen) {
        try {
            BundleReading reading = new BundleReader().read(path);
            if (reading instanceof BundleFaults faults) {
                screen.print(FaultTable.of(faults.faults()));
                screen.println("The bundle " + path + " has faults; nothing was replayed. Put them right and try again.");
                return 1;
            }
            long begun = System.nanoTime();
            ReplayResult result = replay.run((CaseBundle) reading, policy, bar(screen));
            screen.println();
            screen.println("Replayed in " + Duration.ofNanos(System.nanoTime() - begun).truncatedTo(ChronoUnit.MILLIS));
            write(result, screen);
            return 0;
        } catch (IOException unreadable) {
            screen.println("The bundle " + path + " cannot be read, or the result cannot be written to " + out + ": " + unreadable.getMessage());
            return 2;
        } catch (IllegalArgumentException notReplayable) {
            screen.println(notReplayable.getMessage());
            return 1;
        }
    }

    private void write(ReplayResult result, PrintStream screen) throws IOException {
        Files.createDirectories(out);
        String name = result.reference().replaceAll("[^A-Za-z0-9._-]", "_") + "-" + policy.word();
        json.writeValue(out.resolve(name + ".json").toFile(), result);
        Files.writeString(out.resolve(name + ".html"), new ReplayPage(result).html());
        screen.println(result.byRule().size() + " things had to happen, " + result.byRule().stream().filter(one -> one.overdueDays() > 0 || one.end() == null && !one.told().isEmpty()).count()
                + " of them were late; the gate refused " + result.refusals().size() + " interventions.");
        screen.println("Read it: " + out.resolve(name + ".html").toAbsolutePath());
        screen.println("As data: " + out.resolve(name + ".json").toAbsolutePath());
    }

    private static BiConsumer<Double, LocalDate> bar(PrintStream screen) {
        int[] shown = {-1};
        return (part, day) -> {
            int filled = (int) (part * BAR);
            if (filled != shown[0]) {
                shown[0] = filled;
                screen.print("\r[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] " + day);
                screen.flush();
            }
        };
    }
}
