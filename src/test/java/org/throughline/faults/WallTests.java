package org.throughline.faults;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The tests of the three walls, run by themselves in this JVM; a test is named {@code Class.method}. */
final class WallTests {

    static final String FIRST = "org.throughline.handover.FirstWallIT";
    static final List<String> SECOND = List.of("org.throughline.authority.SecondWallRepositoryTest", "org.throughline.authority.RecordWallRepositoryTest");
    static final String THIRD = "org.throughline.authority.ThirdWallRepositoryTest";

    private static final Pattern TEST = Pattern.compile("@Test\\s+void (\\w+)\\(");
    private static final Path SOURCES = Path.of("src/test/java");

    private WallTests() {}

    static List<String> all() {
        return List.of(FIRST, SECOND.get(0), SECOND.get(1), THIRD);
    }

    /** The tests that speak to the database alone. */
    static List<String> ofTheDatabase() {
        return List.of(SECOND.get(0), SECOND.get(1), THIRD);
    }

    /** How many ran, and which of them failed. */
    record Outcome(int ran, Set<String> red) {}

    static Outcome run(List<String> classes) {
        LauncherDiscoveryRequest walls = LauncherDiscoveryRequestBuilder.request()
                .selectors(classes.stream().map(name -> selectClass(name)).toList()).build();
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false).build());
        Heard heard = new Heard();
        launcher.execute(walls, heard);
        return new Outcome(heard.ran, heard.red);
    }

    private static final class Heard implements TestExecutionListener {

        private final Set<String> red = Collections.synchronizedSet(new TreeSet<>());
        private int ran;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            ran += test.isTest() ? 1 : 0;
            if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                red.add(test.getSource().filter(MethodSource.class::isInstance).map(MethodSource.class::cast)
                        .map(source -> shortly(source.getClassName()) + "." + source.getMethodName()).orElse(test.getDisplayName()));
            }
        }
    }

    /** Every test of a class, as its source has them. */
    static Set<String> testsOf(String className) {
        return naming(className, "");
    }

    /** The tests of a class whose source says this. */
    static Set<String> naming(String className, String what) {
        String source = source(className);
        Set<String> found = new TreeSet<>();
        Matcher test = TEST.matcher(source);
        while (test.find()) {
            int next = source.indexOf("@Test", test.end());
            String body = source.substring(test.end(), next < 0 ? source.length() : next);
            if (body.contains(what)) {
                found.add(shortly(className) + "." + test.group(1));
            }
        }
        return found;
    }

    static String shortly(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    static String source(String className) {
        try {
            return Files.readString(SOURCES.resolve(className.replace('.', '/') + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
