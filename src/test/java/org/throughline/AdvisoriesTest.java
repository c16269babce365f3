package org.throughline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The answers to known advisories and attacks are about the versions of this build, and every test that they name exists. */
class AdvisoriesTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final Path ADVISORIES = Path.of("src/docs/security/advisories.md");
    private static final Path ATTACKS = Path.of("src/docs/security/attacks.md");

    @Test
    void everyAdvisoryIsAboutTheVersionOfThisBuild() throws IOException {
        List<String> jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(path -> Path.of(path).getFileName().toString()).toList();
        List<String> others = new ArrayList<>();
        for (String row : rows(ADVISORIES)) {
            String[] cells = row.split("\\|");
            String jar = cells[1].strip() + "-" + cells[2].strip();
            if (jars.stream().noneMatch(name -> name.equals(jar + ".jar") || name.equals(jar + "-classes.jar"))) {
                others.add(jar + ": " + jars.stream().filter(name -> name.startsWith(cells[1].strip() + "-")).toList());
            }
        }
        assertThat(others).as("look for advisories again, then write down the version and the day").isEmpty();
    }

    /** Their libraries have no versions of their own in the build. */
    @Test
    void theWebappsBringWhatWasLookedAt() throws IOException {
        try (InputStream licences = getClass().getResourceAsStream("/META-INF/resources/webjars/camunda/lib/deps.js.LICENSE.txt")) {
            assertThat(new String(licences.readAllBytes(), StandardCharsets.UTF_8)).contains("AngularJS NES v1.9.9", "DOMPurify 3.2.4", "jQuery JavaScript Library v3.7.1", "jQuery UI Widget 1.13.2");
        }
    }

    @Test
    void everyAnswerNamesATestThatExists() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path list : List.of(ADVISORIES, ATTACKS)) {
            assertThat(rows(list)).hasSizeGreaterThan(10);
            for (String row : rows(list)) {
                Matcher test = TEST.matcher(row);
                boolean named = false;
                while (test.find()) {
                    named = true;
                    if (!exists(test.group(1), test.group(2))) {
                        faults.add("There is no " + test.group());
                    }
                }
                if (!named) {
                    faults.add("No test: " + row);
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    private static List<String> rows(Path list) throws IOException {
        return Files.readAllLines(list).stream().filter(line -> line.startsWith("| ")).skip(1).toList();
    }

    private static boolean exists(String className, String method) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            List<Path> found = files.filter(file -> file.getFileName().toString().equals(className + ".java")).toList();
            return found.size() == 1 && Files.readString(found.get(0)).contains("void " + method + "(");
        }
    }
}
