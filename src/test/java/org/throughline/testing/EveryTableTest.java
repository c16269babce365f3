package org.throughline.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No decision table without a test that hits each of its rows; such a test is called ...TableTest or ...TablesTest. */
class EveryTableTest {

    private static final Path CLASSES = Path.of("target/test-classes");

    @Test
    void everyDecisionTableIsTestedRowByRow() throws Exception {
        for (String tests : namedAfterTables()) {
            Class.forName(tests);
        }
        assertThat(EveryRow.tables()).isEqualTo(models());
    }

    private static List<String> namedAfterTables() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.filter(file -> file.getFileName().toString().matches("\\w+Tables?Test\\.class"))
                    .map(file -> CLASSES.relativize(file).toString().replaceAll("\\.class$", "").replaceAll("[/\\\\]", ".")).toList();
        }
    }

    private static Set<String> models() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("bpmn"))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".dmn")).map(name -> name.substring(0, name.length() - 4)).collect(Collectors.toSet());
        }
    }
}
