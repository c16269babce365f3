package org.throughline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Set;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.bind.annotation.RestController;

/** What the modules' walls are made of. Each rule is shown to find its violation in {@code archfixture}. */
final class ArchitectureRules {

    private ArchitectureRules() {}

    static final ArchRule ENGINE_BEHIND_ITS_SEAM = noClasses()
            .that().resideOutsideOfPackages("org.throughline.workflow..", "org.throughline.*.process..", "org.throughline.standalone..")
            .should().dependOnClassesThat().resideInAPackage("org.camunda..")
            .because("the engine lives in <module>.process and workflow: a move to a fork stays small");

    static final ArchRule NO_PACKAGE_FOR_EVERYTHING = noClasses()
            .should().resideInAnyPackage("..util..", "..common..", "..impl..", "..config..", "..dto..", "..helper..", "..manager..")
            .because("packages are named after the domain");

    /** Where the time must come from the machine: the clock itself, and what runs before there is an application. */
    private static final Set<String> MAKES_THE_CLOCK = Set.of("org.throughline.ClockAutoConfiguration");

    static final ArchRule TIME_COMES_FROM_THE_CLOCK = noClasses()
            .that().resideOutsideOfPackage("org.throughline.standalone..")
            .and(DescribedPredicate.describe("do not make the clock", c -> !MAKES_THE_CLOCK.contains(c.getName())))
            .should().callCodeUnitWhere(asksTheMachineForTheTime())
            .because("every now comes from an injected Clock, so that tests and replay can move it");

    private static DescribedPredicate<JavaCall<?>> asksTheMachineForTheTime() {
        Set<String> calendars = Set.of(Instant.class.getName(), LocalDate.class.getName(), LocalDateTime.class.getName(), OffsetDateTime.class.getName(),
                ZonedDateTime.class.getName());
        return DescribedPredicate.describe("asks the machine for the time", call -> {
            String owner = call.getTargetOwner().getName();
            String name = call.getTarget().getName();
            boolean bare = call.getTarget().getRawParameterTypes().isEmpty();
            return calendars.contains(owner) && name.equals("now") && call.getTarget().getRawParameterTypes().stream().noneMatch(t -> t.isEquivalentTo(Clock.class))
                    || owner.equals(Clock.class.getName()) && name.startsWith("system")
                    || owner.equals(Date.class.getName()) && name.equals("<init>") && bare
                    || owner.equals(System.class.getName()) && name.equals("currentTimeMillis");
        });
    }

    static final ArchRule NO_CSV_GOES_OUT_AS_IT_IS = noClasses()
            .should().dependOnClassesThat().haveFullyQualifiedName("org.apache.commons.csv.CSVPrinter")
            .because("no table leaves the application so far; the first that does goes through a writer that neutralises formulas, and that writer is named here");

    /** Parts with published faults that no free version of these lines mends any more; src/docs/security/advisories.md says which is which. */
    static final ArchRule NO_PART_OF_SPRING_WITH_AN_OPEN_FAULT = noClasses()
            .should().dependOnClassesThat(DescribedPredicate.describe("have a fault that is open in this version", c -> c.getName().matches(
                    "org\\.springframework\\.(expression\\..*|web\\.socket\\..*|messaging\\.rsocket\\..*|web\\.reactive\\..*|validation\\.(DataBinder|.*Errors)|web\\.bind\\.(WebDataBinder|EscapedErrors|annotation\\.(InitBinder|ModelAttribute))"
                    + "|.*AutoPopulatingList|web\\.servlet\\.mvc\\.method\\.annotation\\.SseEmitter.*|web\\.servlet\\.function\\..*|web\\.servlet\\.view\\.(xslt|freemarker|groovy)\\..*|web\\.filter\\.UrlHandlerFilter"
                    + "|web\\.servlet\\.mvc\\.UrlFilenameViewController|data\\.domain\\.(Sort|Pageable).*|security\\.crypto\\.encrypt\\..*|security\\.web\\.authentication\\.www\\.Digest.*"
                    + "|security\\.core\\.token\\..*|security\\.web\\.webauthn\\..*)")))
            .because("its fault is answered by not being used: bodies are records read by Jackson, no expression is anybody's, no view is rendered");

    static final ArchRule CONSTRUCTORS_INJECT = noFields().should().beAnnotatedWith(Autowired.class)
            .because("what a class needs stands in its constructor");

    static final ArchRule CONTROLLERS_STAY_INSIDE = classes().that().areAnnotatedWith(RestController.class)
            .should().resideInAPackage("..web..").andShould().notBePublic()
            .because("nobody calls a controller but the web");
}
