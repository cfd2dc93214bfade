package dev.backout.testkit.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.testkit.golden.GoldenCase;
import dev.backout.testkit.golden.GoldenCases;
import dev.backout.testkit.golden.ProofEngine;
import dev.backout.testkit.server.Majors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// No golden case is called safe for an application that fails there. In every build those that
/// once were, and one of each kind.
@Order(1)
class SafetyTest {
    private static final Set<String> ONCE_WRONG =
            Set.of(
                    "column-default-added-changed-dropped",
                    "column-default-function",
                    "column-drop-not-null",
                    "column-generated-added",
                    "column-generated-expression-changed",
                    "column-identity-dropped",
                    "column-set-not-null",
                    "constraint-primary-key-added",
                    "constraint-primary-key-changed",
                    "enum-add-several-values",
                    "enum-add-value",
                    "enum-add-value-used-everywhere",
                    "partition-different-column-order",
                    "sequence-drop-cascade-default");

    private static ProofEngine engine;

    @BeforeAll
    static void start() {
        engine = new ProofEngine(Majors.newest().getFirst());
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @TestFactory
    Stream<DynamicTest> whatIsCalledSafeWorks() {
        return tests(telling());
    }

    @TestFactory
    @Tag("long")
    Stream<DynamicTest> whatIsCalledSafeWorksInAllOtherCases() {
        return tests(telling().negate());
    }

    private static Predicate<GoldenCase> telling() {
        Set<String> kinds = new HashSet<>();
        return golden -> kinds.add(golden.kind()) || ONCE_WRONG.contains(golden.name());
    }

    private static Stream<DynamicTest> tests(Predicate<GoldenCase> wanted) {
        return GoldenCases.in(GoldenCases.POSTGRES).stream()
                .filter(golden -> golden.minMajor() <= Majors.newest().getFirst())
                .filter(wanted)
                .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> check(golden)));
    }

    private static void check(GoldenCase golden) {
        List<ClientJudgement> judgements = ClientMain.of(engine, golden);
        assertThat(judgements).hasSizeLessThanOrEqualTo(ClientJudgement.Version.values().length);
        assertThat(judgements)
                .as("called safe, and does not work")
                .noneMatch(ClientJudgement::falseSafe);
    }
}
