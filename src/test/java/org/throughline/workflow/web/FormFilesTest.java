package org.throughline.workflow.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Guards what a browser would only show on the one form that is broken. */
class FormFilesTest {

    private static final Path FORMS = Path.of("forms");
    private static final Pattern IMPORTED = Pattern.compile("(?:from|import)\\s*\\(?'(\\.{0,2}/[^']+)'");
    private static final Pattern NAMES = Pattern.compile("import \\{([^}]+)} from '(\\.{1,2}/[^']+)'");
    private static final Pattern FORM_KEY = Pattern.compile("formKey=\"embedded:/forms/([^\"]+)\"");
    private static final Pattern STEP = Pattern.compile("<(?:bpmn:)?userTask id=\"([^\"]+)\"");

    @TestFactory
    Stream<DynamicTest> everyModuleThatIsImportedExists() {
        return files(FORMS, "").map(file -> DynamicTest.dynamicTest(file.toString(), () ->
                assertThat(matches(IMPORTED, file).map(found -> found.group(1))).allSatisfy(imported -> {
                    Path target = imported.startsWith("/forms/") ? FORMS.resolve(imported.substring(7)) : file.resolveSibling(imported).normalize();
                    assertThat(target).exists();
                })));
    }

    @TestFactory
    Stream<DynamicTest> everyNameThatIsImportedIsExported() {
        return files(FORMS, ".js").map(file -> DynamicTest.dynamicTest(file.toString(), () ->
                assertThat(matches(NAMES, file)).allSatisfy(found -> {
                    String module = read(file.resolveSibling(found.group(2)).normalize());
                    assertThat(List.of(found.group(1).split(","))).allSatisfy(name ->
                            assertThat(module).containsPattern("export (?:async )?(?:function|class|const) " + name.strip() + "\\b"));
                })));
    }

    @TestFactory
    Stream<DynamicTest> noTextBecomesMarkupAndNothingNeedsAWeakerPolicy() {
        return files(FORMS, ".js").map(file -> DynamicTest.dynamicTest(file.toString(), () ->
                assertThat(read(file)).doesNotContainPattern("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new Function|\\bstyle:|'style'|localStorage")));
    }

    @Test
    void thePageHoldsNoScriptOrStyleOfItsOwn() {
        assertThat(read(FORMS.resolve("page.html"))).doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=|<script(?![^>]*\\ssrc=)").contains("lang=\"en-GB\"");
    }

    @TestFactory
    Stream<DynamicTest> everyStepOfAProcessHasAFormInBothPlaces() {
        return files(Path.of("bpmn"), ".bpmn").map(model -> DynamicTest.dynamicTest(model.getFileName().toString(), () -> {
            assertThat(matches(FORM_KEY, model).map(found -> found.group(1))).isNotEmpty().allSatisfy(form -> {
                assertThat(FORMS.resolve(form)).exists();
                assertThat(FORMS.resolve(form.replace(".html", ".js"))).exists();
            });
            String pages = read(FORMS.resolve("forms.js"));
            assertThat(matches(STEP, model).map(found -> found.group(1))).allSatisfy(step -> assertThat(pages).contains(step + ":"));
        }));
    }

    private static Stream<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending) && file.toString().matches(".*\\.(js|html|bpmn)")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<MatchResult> matches(Pattern pattern, Path file) {
        return pattern.matcher(read(file)).results();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
