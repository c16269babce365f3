package org.throughline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.Violations;

class ArchitectureArchTest {

    private static final JavaClasses OURS = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.throughline");
    private static final JavaClasses FIXTURE = new ClassFileImporter().importPackages("archfixture");

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(ArchitectureRules.ENGINE_BEHIND_ITS_SEAM, "SpeaksEngine"),
                Arguments.of(ArchitectureRules.NO_PACKAGE_FOR_EVERYTHING, "archfixture.util.Strings"),
                Arguments.of(ArchitectureRules.TIME_COMES_FROM_THE_CLOCK, "TellsTheTime"),
                Arguments.of(ArchitectureRules.NO_CSV_GOES_OUT_AS_IT_IS, "WritesCsv"),
                Arguments.of(ArchitectureRules.NO_PART_OF_SPRING_WITH_AN_OPEN_FAULT, "EvaluatesWhatSomebodySent"),
                Arguments.of(ArchitectureRules.CONSTRUCTORS_INJECT, "ReachesIn"),
                Arguments.of(ArchitectureRules.CONTROLLERS_STAY_INSIDE, "AnswersFromTheRoot"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theRuleHolds(ArchRule rule, String violation) {
        rule.check(OURS);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theRuleCanFail(ArchRule rule, String violation) {
        assertThatThrownBy(() -> rule.check(FIXTURE)).isInstanceOf(AssertionError.class).hasMessageContaining(violation);
    }

    @Test
    void modulesCallDownwardAndOnlyTheirInterfaces() {
        ApplicationModules.of(Throughline.class).verify();
    }

    @Test
    void aCallUpwardIntoTheInsideOfAModuleIsFound() {
        ApplicationModules fixture = ApplicationModules.of("archfixture", (ImportOption) location -> true);
        assertThatThrownBy(fixture::verify).isInstanceOf(Violations.class).hasMessageContaining("CallsUpward");
    }

    /** A module that does not say what it may use may use everything. */
    @Test
    void everyModuleSaysWhatItMayUse() {
        List<String> open = ApplicationModules.of(Throughline.class).stream()
                .filter(module -> !saysWhatItMayUse(module.getBasePackage().getName()))
                .map(module -> module.getIdentifier().toString()).toList();
        assertThat(open).isEmpty();
    }

    @Test
    void aModuleThatDoesNotSayItIsFound() {
        assertThat(saysWhatItMayUse("archfixture.open")).isFalse();
        assertThat(saysWhatItMayUse("archfixture.upper")).isTrue();
    }

    private static boolean saysWhatItMayUse(String name) {
        try {
            ApplicationModule said = Class.forName(name + ".package-info").getPackage().getAnnotation(ApplicationModule.class);
            return said != null && !Arrays.equals(said.allowedDependencies(), new String[] {ApplicationModule.OPEN_TOKEN});
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
