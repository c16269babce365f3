package org.throughline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Keeps how long each test class took, in {@code target/times}; {@link #main} prints at the end of a run what that makes for each kind of
 * test and what it may take on two idle cores. What all tests of a kind share, such as the start of the cached context, counts for that
 * kind, whichever test needs it first. Where several lanes run side by side each has its share of the machine: a second in one of two
 * lanes counts half.
 */
public final class Budgets implements TestExecutionListener {

    /** The kinds, told by the ending of a class's name. */
    public enum Kind {
        PROPERTIES("properties", Duration.ofMinutes(1)),
        BROWSER("browser", Duration.ofMinutes(2).plusSeconds(30)),
        PROCESSES("own processes, nodes and replay", Duration.ofMinutes(1).plusSeconds(30)),
        CONTEXT("one cached context", Duration.ofMinutes(4)),
        KEYCLOAK("Keycloak", Duration.ofMinutes(1)),
        KEYCLOAK_ONCE("unpacking and building Keycloak, once for a machine", Duration.ofMinutes(2)),
        UNIT("unit, architecture and models", Duration.ofMinutes(2)),
        APART("faults, benchmarks and two nodes", Duration.ofMinutes(30));

        private final String inWords;
        private final Duration budget;

        Kind(String inWords, Duration budget) {
            this.inWords = inWords;
            this.budget = budget;
        }

        static Kind of(String className) {
            if (className.matches(".*\\.(faults|bench)\\..*|.*\\.TwoNodesIT")) {
                return APART;
            }
            if (className.endsWith("KeycloakE2E")) {
                return KEYCLOAK;
            }
            if (className.endsWith("PropertyTest")) {
                return PROPERTIES;
            }
            if (className.endsWith("E2E")) {
                return BROWSER;
            }
            if (className.matches(".*\\.(standalone|replay)\\..*IT")) {
                return PROCESSES;
            }
            return className.matches(".*(IT|RepositoryTest|ProcessTest|WebTest)") ? CONTEXT : UNIT;
        }
    }

    private static final String RUN = System.getProperty("throughline.run", "here");
    private static final Map<Kind, Long> SHARED = new EnumMap<>(Kind.class);
    private static long sharedUntilNow;

    private final Map<String, Long> begun = new ConcurrentHashMap<>();
    private final Map<String, Long> sharedAtBegin = new ConcurrentHashMap<>();

    @Override
    public void executionStarted(TestIdentifier test) {
        if (isTopClass(test)) {
            sharedAtBegin.put(test.getUniqueId(), shared());
            begun.put(test.getUniqueId(), System.nanoTime());
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        Long start = begun.remove(test.getUniqueId());
        if (start != null) {
            String name = ((ClassSource) test.getSource().orElseThrow()).getClassName();
            keep(Kind.of(name), System.nanoTime() - start - (shared() - sharedAtBegin.get(test.getUniqueId())), name);
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        synchronized (Budgets.class) {
            SHARED.forEach((kind, took) -> keep(kind, took, "what they share"));
            SHARED.clear();
        }
    }

    /** So long took what all tests of this kind share; it does not count for the test that happened to need it first. */
    public static synchronized void shared(Kind kind, long nanos) {
        SHARED.merge(kind, nanos, Long::sum);
        sharedUntilNow += nanos;
    }

    private static synchronized long shared() {
        return sharedUntilNow;
    }

    private static void keep(Kind kind, long nanos, String what) {
        Path file = directory(RUN).resolve(Lane.name() + ".txt");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "%s %d %s%n".formatted(kind, nanos, what), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory(String run) {
        return Path.of("target", "times", run.replaceAll("[^0-9A-Za-z]", "-"));
    }

    /** Prints the kinds of this run; nothing where no test ran. */
    public static void main(String[] runAndLanes) throws IOException {
        Path kept = directory(runAndLanes[0]);
        if (!Files.isDirectory(kept)) {
            return;
        }
        Map<Kind, Long> nanos = new EnumMap<>(Kind.class);
        try (Stream<Path> lanes = Files.list(kept)) {
            for (Path lane : lanes.toList()) {
                Files.readAllLines(lane).stream().map(line -> line.split(" ", 3)).forEach(line -> nanos.merge(Kind.valueOf(line[0]), Long.valueOf(line[1]), Long::sum));
            }
        }
        nanos.forEach((kind, took) -> {
            long seconds = Duration.ofNanos(took / Integer.parseInt(runAndLanes[1])).toSeconds();
            System.out.printf("Time for %s: %d s of %d s%s%n", kind.inWords, seconds, kind.budget.toSeconds(), seconds > kind.budget.toSeconds() ? " - OVER BUDGET" : "");
        });
    }

    private static boolean isTopClass(TestIdentifier test) {
        return test.isContainer() && test.getSource().filter(ClassSource.class::isInstance).isPresent()
                && test.getParentId().filter(parent -> !parent.contains("[class:")).isPresent();
    }
}
