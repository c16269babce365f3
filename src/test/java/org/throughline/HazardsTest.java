package org.throughline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every hazard names a test that exists. */
class HazardsTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");

    @Test
    void everyHazardIsHeldByATestThatExists() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("src/docs/safety/hazards.md")).stream().filter(line -> line.startsWith("| HZ")).toList();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(10);
        assertThat(rows.stream().map(row -> row.split("\\|")[1].strip()).toList()).as("one id, one hazard").doesNotHaveDuplicates();
        List<String> faults = new ArrayList<>();
        for (String row : rows) {
            Matcher test = TEST.matcher(row);
            boolean named = false;
            while (test.find()) {
                named = true;
                if (!exists(test.group(1), test.group(2))) {
                    faults.add(row.split("\\|")[1].strip() + ": there is no " + test.group());
                }
            }
            if (!named) {
                faults.add(row.split("\\|")[1].strip() + " names no test");
            }
        }
        assertThat(faults).isEmpty();
    }

    private static boolean exists(String className, String method) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            List<Path> found = files.filter(file -> file.getFileName().toString().equals(className + ".java")).toList();
            return found.size() == 1 && Files.readString(found.get(0)).contains("void " + method + "(");
        }
    }
}
