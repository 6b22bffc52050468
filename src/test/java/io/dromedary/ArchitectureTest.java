package io.dromedary;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Arrows between packages go one way, and Camel stays at its border. */
class ArchitectureTest {

    private static final List<String> LEFT_TO_RIGHT = List.of(
            "io.dromedary.posix..",
            "io.dromedary.tree..",
            "io.dromedary.fingerprint..",
            "io.dromedary.plan..",
            "io.dromedary.apply..",
            "io.dromedary.audit..",
            "io.dromedary",
            "io.dromedary.camel..",
            "io.dromedary.operator..",
            "io.dromedary.web..",
            "io.dromedary.cli..");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.dromedary");

    static Stream<Arguments> layers() {
        return IntStream.range(0, LEFT_TO_RIGHT.size() - 1)
                .mapToObj(i -> Arguments.of(LEFT_TO_RIGHT.get(i), LEFT_TO_RIGHT.subList(i + 1, LEFT_TO_RIGHT.size())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void aLayerKnowsNothingOfThoseToItsRight(String layer, List<String> right) {
        noClasses()
                .that()
                .resideInAPackage(layer)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(right.toArray(String[]::new))
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void onlyTheBorderKnowsCamel() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.dromedary.camel..", "io.dromedary.operator..", "io.dromedary.web..", "io.dromedary.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void onlyTheBorderToTheSystemMakesNativeCalls() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.dromedary.posix..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.jna..")
                .check(classes);
    }

    @Test
    void onlyTheCommandLineKnowsPicocli() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.dromedary.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void whatDecidesDoesNotWrite() {
        noClasses()
                .that()
                .resideInAnyPackage("io.dromedary.tree..", "io.dromedary.plan..")
                .should()
                .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                        com.tngtech.archunit.base.DescribedPredicate.describe(
                                "writes files",
                                target -> target.getOwner().isEquivalentTo(java.nio.file.Files.class)
                                        && target.getName()
                                                .matches("(create|copy|move|delete|set|write|newOutput).*"))))
                .allowEmptyShould(true)
                .check(classes);
    }
}
