package dev.backout.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.testkit.server.JudgeServer;
import dev.backout.testkit.server.Majors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/// The cases themselves: they can be read, and their SQL runs, also on the oldest server.
class GoldenCasesTest {
    private static final int MAJOR = Majors.all().getLast();

    private static JudgeServer server;

    @BeforeAll
    static void start() throws SQLException {
        server = JudgeServer.start(MAJOR);
        GoldenJudge.prepare(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> everyCaseRuns() {
        GoldenJudge judge = new GoldenJudge(server);
        return GoldenCases.in(GoldenCases.POSTGRES).stream()
                .filter(golden -> golden.minMajor() <= MAJOR)
                .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> judge.play(golden)));
    }

    @Test
    void everyCaseIsNamedAfterItsKind() {
        assertThat(GoldenCases.in(GoldenCases.POSTGRES))
                .hasSizeGreaterThan(200)
                .allMatch(golden -> golden.name().startsWith(golden.kind() + "-"));
    }

    @Test
    void sectionsAreTold(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("kind/kind-aspect.sql");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                """
                -- min-major 15
                -- before
                SELECT 1;
                -- migration
                -- migration of the old names
                SELECT 2;
                -- hazards
                rewrite
                lock-exclusive
                -- data-verdict lost
                """);
        GoldenCase golden = GoldenCases.read(file);
        assertThat(golden.minMajor()).isEqualTo(15);
        assertThat(golden.before()).isEqualTo("SELECT 1;\n");
        assertThat(golden.migration()).isEqualTo("-- migration of the old names\nSELECT 2;\n");
        assertThat(golden.hazards()).isEqualTo(List.of("rewrite", "lock-exclusive"));
        assertThat(golden.dataVerdict()).isEqualTo("lost");
        assertThat(golden.kind()).isEqualTo("kind");
    }

    @Test
    void aCaseWithoutMigrationIsRefused(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("x.sql"), "-- before\nSELECT 1;\n");
        assertThatThrownBy(() -> GoldenCases.read(file))
                .hasMessageEndingWith("has no section migration");
    }
}
