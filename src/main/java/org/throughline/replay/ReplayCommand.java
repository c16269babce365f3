package org.throughline.replay;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
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
 * {@code --replay=PATH --policy=silent|diligent}: replays a case bundle (folder or zip), or one after the other every bundle of a folder of
 * bundles, under one policy or both ({@code silent,diligent}), each from an empty record; writes a page and the same as JSON under
 * {@code target/replay} ({@code throughline.replay.out}), and ends. Exit code 0 when all is done, 1 when a bundle had faults, 2 when one
 * could not be read or a result not be written, 3 when a replay could not go on: then a sentence says where and why, what
 * was found until then is written where it can still be read, and the details stand in {@code <reference>-<policy>-stopped.log} beside it.
 */
@Component
@ConditionalOnProperty(ReplayEnvironment.PATH)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ReplayCommand implements ApplicationRunner {

    private static final int BAR = 40;
    private static final String A_BUNDLE_HAS = "case.json";
    private static final int STOPPED = 3;

    private final Replay replay;
    private final ReplayRecord record;
    private final ReplayFiles files;
    private final ApplicationContext application;
    private final Path path;
    private final List<Policy> policies;
    private boolean many;

    ReplayCommand(Replay replay, ReplayRecord record, ReplayFiles files, ApplicationContext application, @Value("${" + ReplayEnvironment.PATH + "}") Path path,
            @Value("${" + ReplayEnvironment.POLICY + ":silent}") String policies) {
        this.replay = replay;
        this.record = record;
        this.files = files;
        this.application = application;
        this.path = path;
        this.policies = Policy.of(policies).orElseThrow();
    }

    @Override
    public void run(ApplicationArguments arguments) {
        int code = run(System.out);
        System.exit(SpringApplication.exit(application, () -> code));
    }

    private int run(PrintStream screen) {
        int code = 0;
        List<Path> bundles = bundles(screen);
        many = bundles.size() * policies.size() > 1;
        for (Path bundle : bundles) {
            code = Math.max(code, run(bundle, screen));
        }
        return code;
    }

    /** The folder itself, or the bundles that lie in it. */
    private List<Path> bundles(PrintStream screen) {
        if (!Files.isDirectory(path) || Files.exists(path.resolve(A_BUNDLE_HAS))) {
            return List.of(path);
        }
        try (Stream<Path> inside = Files.list(path)) {
            List<Path> found = inside.filter(one -> Files.exists(one.resolve(A_BUNDLE_HAS))).sorted().toList();
            return found.isEmpty() ? List.of(path) : found;
        } catch (IOException unreadable) {
            screen.println("The folder " + path + " cannot be read: " + unreadable.getMessage());
            return List.of(path);
        }
    }

    private int run(Path bundle, PrintStream screen) {
        try {
            BundleReading reading = new BundleReader().read(bundle);
            if (reading instanceof BundleFaults faults) {
                screen.print(FaultTable.of(faults.faults()));
                screen.println("The bundle " + bundle + " has faults; nothing was replayed. Put them right and try again.");
                return 1;
            }
            int code = 0;
            for (Policy policy : policies) {
                code = Math.max(code, run((CaseBundle) reading, policy, screen));
            }
            return code;
        } catch (IOException unreadable) {
            screen.println("The bundle " + bundle + " cannot be read, or the result cannot be written: " + unreadable.getMessage());
            return 2;
        } catch (IllegalArgumentException notReplayable) {
            screen.println(notReplayable.getMessage());
            return 1;
        }
    }

    private int run(CaseBundle bundle, Policy policy, PrintStream screen) throws IOException {
        String name = "The replay of " + bundle.head().reference() + " (" + policy.word() + ") ";
        try {
            record.begin(many);
            long begun = System.nanoTime();
            ReplayResult result = replay.run(bundle, policy, bar(screen));
            screen.println();
            screen.println("Replayed in " + Duration.ofNanos(System.nanoTime() - begun).truncatedTo(ChronoUnit.MILLIS));
            files.write(result, screen);
            return 0;
        } catch (IllegalArgumentException notReplayable) {
            throw notReplayable;
        } catch (ReplayStopped stopped) {
            screen.println();
            screen.println(name + stopped.getMessage());
            screen.println(files.details(bundle.head().reference(), policy, stopped));
            if (stopped.found().isPresent()) {
                files.write(stopped.found().get(), screen);
            } else {
                screen.println("What was found until then cannot be read any more, so no page was written.");
            }
            return STOPPED;
        } catch (RuntimeException neverBegan) {
            screen.println();
            screen.println(name + "did not come to its beginning, or to its end: " + ReplayStopped.inWords(neverBegan));
            screen.println(files.details(bundle.head().reference(), policy, neverBegan));
            return STOPPED;
        }
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
