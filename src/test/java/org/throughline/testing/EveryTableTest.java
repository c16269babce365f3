package org.throughline.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No decision table without a test that hits each of its rows. */
class EveryTableTest {

    @Test
    void everyDecisionTableIsTestedRowByRow() throws Exception {
        for (JavaClass tests : new ClassFileImporter().importPath(Path.of("target/test-classes"))) {
            if (tests.getFields().stream().anyMatch(field -> field.getRawType().isEquivalentTo(EveryRow.class))) {
                Class.forName(tests.getName());
            }
        }
        assertThat(EveryRow.tables()).containsExactlyInAnyOrderElementsOf(models());
    }

    private static Iterable<String> models() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("bpmn"))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".dmn")).map(name -> name.substring(0, name.length() - 4)).collect(Collectors.toSet());
        }
    }
}
