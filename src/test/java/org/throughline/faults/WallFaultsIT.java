package org.throughline.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.ThroughlineTest;

/**
 * Three walls stand behind the gate, and each is tested alone: whatever is broken in one of them, exactly the tests that belong to it
 * fail, and those of the other walls pass. The table of it is kept in {@code target/faults/walls.md}.
 */
@Tag("faults")
@ThroughlineTest
class WallFaultsIT {

    /** Which faults, as a pattern; all where nothing is said. */
    private static final Pattern THESE = Pattern.compile(System.getProperty("throughline.fault", ""));
    private static final List<String> TABLE = new ArrayList<>();

    @Autowired ApplicationContext application;
    @Autowired OwnerDatabase owner;

    @TestFactory
    Stream<DynamicTest> whateverIsBrokenReddensItsOwnTestsAndNoOthers() {
        DatabaseFaults database = new DatabaseFaults(owner);
        List<String> everyWall = Stream.concat(WallTests.all().stream(), BesideFaults.tests().stream()).toList();
        return Stream.of(Stream.of(new Fault(0, "nothing", everyWall, Set.of(), () -> {}, () -> {})), new ServiceFaults(application).all().stream(),
                        database.secondWall().stream(), database.thirdWall().stream(), new BesideFaults(owner, database).all().stream())
                .flatMap(faults -> faults).filter(fault -> THESE.matcher(fault.what()).find()).map(fault -> DynamicTest.dynamicTest(fault.what(), () -> holds(fault)));
    }

    private static void holds(Fault fault) {
        assertThat(fault.reddens().isEmpty() && fault.beside()).as("No test names it: %s", fault.what()).isFalse();
        if (fault.wall() > 0 && fault.reddens().isEmpty()) {
            TABLE.add("| %d | %s | no test of the walls names it | - | - | - |".formatted(fault.wall(), fault.what()));
            Assumptions.abort("No test of the walls names it: " + fault.what());
        }
        long begun = System.nanoTime();
        WallTests.Outcome outcome = fault.broken();
        if (!fault.only() && !fault.beside() && outcome.red().isEmpty()) {
            TABLE.add("| %d | %s | no test of the walls names it: its code is another guard's too | - | - | - |".formatted(fault.wall(), fault.what()));
            Assumptions.abort("No test of the walls means it: " + fault.what());
        }
        TABLE.add("| %s | %s | %s | %d of %d | %s | %.1f |".formatted(fault.wall() == 0 ? "-" : String.valueOf(fault.wall()), fault.what(),
                String.join(", ", outcome.red()), outcome.red().size(), outcome.ran(), fault.asItMust(outcome.red()) ? "yes" : "NO",
                Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0));
        assertThat(fault.asItMust(outcome.red())).as("%s: %s fail; these must: %s", fault.what(), outcome.red(), fault.reddens()).isTrue();
    }

    @AfterAll
    static void print() throws IOException {
        List<String> lines = new ArrayList<>(List.of("| wall | broken | red | how many | exactly its own | seconds |", "|---|---|---|---|---|---|"));
        lines.addAll(TABLE);
        Path kept = Path.of("target/faults/walls.md");
        Files.createDirectories(kept.getParent());
        Files.write(kept, lines);
        lines.forEach(System.out::println);
    }
}
