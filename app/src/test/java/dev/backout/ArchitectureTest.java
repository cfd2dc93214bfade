package dev.backout;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Holds the arrows between the packages.
class ArchitectureTest {
    /// An arrow may only point from a later package to an earlier one.
    static final List<String> CORE =
            List.of(
                    "error",
                    "sql",
                    "database",
                    "schema",
                    "records",
                    "platform",
                    "catalog",
                    "diff",
                    "ddl",
                    "scratch",
                    "observe",
                    "inverse",
                    "rows",
                    "proof",
                    "migration",
                    "vault",
                    "failure",
                    "plan",
                    "journal",
                    "run",
                    "deploy");

    private static final List<String> APP =
            List.of(
                    "config",
                    "reference",
                    "policy",
                    "proofs",
                    "check",
                    "status",
                    "journalfile",
                    "planfile",
                    "backup",
                    "integration",
                    "approval",
                    "owners",
                    "window",
                    "message",
                    "report",
                    "doctor",
                    "triage",
                    "drill",
                    "surgical",
                    "verify",
                    "runbook",
                    "gate",
                    "watch",
                    "demo",
                    "setup",
                    "cli");

    private static final JavaClasses PRODUCT =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.backout");

    @ParameterizedTest
    @FieldSource("CORE")
    void arrowsOnlyPointToEarlierPackages(String name) {
        List<String> later = CORE.subList(CORE.indexOf(name) + 1, CORE.size());
        noClasses()
                .that()
                .resideInAPackage(tree(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(trees(later))
                .allowEmptyShould(true)
                .check(PRODUCT);
    }

    @Test
    void everyPackageHasAPlaceInTheOrder() {
        List<String> known = new ArrayList<>(CORE);
        known.addAll(APP);
        known.add("testkit");
        classes().should().resideInAnyPackage(trees(known)).check(PRODUCT);
    }

    @Test
    void coreKnowsNoCommandLineNoWebNoCloudNoJson() {
        noClasses()
                .that()
                .resideInAnyPackage(trees(CORE))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "picocli..",
                        "com.fasterxml..",
                        "tools.jackson..",
                        "java.net.http..",
                        "com.sun.net..",
                        "software.amazon..",
                        "io.fabric8..")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(trees(APP))
                .check(PRODUCT);
    }

    @Test
    void corePrintsNothing() {
        noClasses()
                .that()
                .resideInAnyPackage(trees(CORE))
                .should(ACCESS_STANDARD_STREAMS)
                .check(PRODUCT);
    }

    @Test
    void theCommandLineIsOnTop() {
        noClasses()
                .that()
                .resideInAnyPackage(trees(APP.subList(0, APP.size() - 1)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.backout.cli..")
                .allowEmptyShould(true)
                .check(PRODUCT);
    }

    @Test
    void theEngineKnowsNoMigrationTool() {
        noClasses()
                .that()
                .resideInAnyPackage(trees(CORE))
                .and()
                .resideOutsideOfPackage("dev.backout.migration..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.backout.migration.*..")
                .check(PRODUCT);
    }

    @Test
    void theRunnerNamesNoMigrationTool() throws IOException {
        assertThat(
                        ProjectFiles.all().stream()
                                .filter(f -> f.name().contains("src/main/"))
                                .filter(f -> f.name().contains("/dev/backout/run/")))
                .allSatisfy(file ->
                        assertThat(file.text().toLowerCase(Locale.ROOT))
                                .as(file.name())
                                .doesNotContain("prisma", "pg-migrate", "supabase"));
    }

    private static String tree(String name) {
        return "dev.backout." + name + "..";
    }

    private static String[] trees(List<String> names) {
        return names.stream().map(ArchitectureTest::tree).toArray(String[]::new);
    }
}
