package dev.backout.testkit.prisma;

import static dev.backout.testkit.prisma.PrismaFixture.ADD;
import static dev.backout.testkit.prisma.PrismaFixture.CREATE;
import static dev.backout.testkit.prisma.PrismaFixture.FIRST;
import static dev.backout.testkit.prisma.PrismaFixture.SECOND;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.testkit.prisma.HistoryTable.Row;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/// What the real CLI writes into its history, and what it refuses: the facts that our reader rests
/// on.
class PrismaHistoryTest {
    private static final String BROKEN = "ALTER TABLE \"users\" ADD COLUMN x INT; SELECT 1/0;\n";

    private final PrismaFixture prisma = new PrismaFixture();

    @TempDir Path directory;

    @Test
    void successIsOneStepAndTheFilesChecksum() throws SQLException {
        String windows = CREATE.replace("\n", "\r\n");
        PrismaProject project = prisma.project(directory).migration(FIRST, windows);
        assertThat(prisma.cli().deploy(project).exit()).isZero();
        assertThat(prisma.history(project))
                .containsExactly(new Row(FIRST, sha256(windows), true, false, false, 1, null));
    }

    @Test
    void resolvingASuccessAsRolledBackIsRefused() throws SQLException {
        PrismaProject project = prisma.deployed(directory, FIRST, CREATE);
        List<Row> before = prisma.history(project);
        PrismaResult refused = prisma.cli().resolve(project, "--rolled-back", FIRST);
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.output()).contains("P3012");
        assertThat(prisma.history(project)).isEqualTo(before);
        PrismaResult unknown = prisma.cli().resolve(project, "--rolled-back", SECOND);
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.output()).contains("P3011");
    }

    @Test
    void failureLeavesALogAndIsRolledBackByResolve() throws SQLException {
        PrismaProject project = failed();
        assertThat(prisma.cli().status(project).exit()).isEqualTo(1);
        Row failed = prisma.history(project).getLast();
        assertThat(failed.finished()).isFalse();
        assertThat(failed.rolledBack()).isFalse();
        assertThat(failed.steps()).isZero();
        assertThat(failed.logs()).contains("division by zero");

        assertThat(prisma.cli().resolve(project, "--rolled-back", SECOND).exit()).isZero();
        Row resolved = prisma.history(project).getLast();
        assertThat(resolved)
                .isEqualTo(
                        new Row(SECOND, failed.checksum(), false, true, false, 0, failed.logs()));
    }

    @Test
    void failureResolvedAsAppliedIsTwoRows() throws SQLException {
        PrismaProject project = failed();
        assertThat(prisma.cli().resolve(project, "--applied", SECOND).exit()).isZero();
        List<Row> rows = prisma.history(project);
        assertThat(rows).hasSize(3);
        assertThat(rows.get(1).rolledBack()).isTrue();
        assertThat(rows.get(2))
                .isEqualTo(new Row(SECOND, sha256(BROKEN), true, false, true, 0, ""));
    }

    @Test
    void resolvedAsAppliedWithoutARowIsNoStep() throws SQLException {
        PrismaProject project = prisma.project(directory).migration(FIRST, CREATE);
        assertThat(prisma.cli().resolve(project, "--applied", FIRST).exit()).isZero();
        assertThat(prisma.history(project))
                .containsExactly(new Row(FIRST, sha256(CREATE), true, false, true, 0, ""));
    }

    @Test
    void aDirectoryWithoutAFileIsAnError() throws SQLException, IOException {
        PrismaProject project = prisma.project(directory).migration(FIRST, CREATE);
        Files.createDirectories(project.folder(SECOND));
        PrismaResult refused = prisma.cli().deploy(project);
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.output()).contains("P3015");
    }

    @Test
    void otherFilesAndDeeperDirectoriesDoNotCount() throws SQLException, IOException {
        PrismaProject project = prisma.project(directory).migration(FIRST, CREATE);
        Path folder = project.folder(FIRST);
        Files.writeString(folder.resolve("rollback.sql"), "DROP TABLE users;");
        Files.writeString(folder.resolveSibling("README.md"), "about");
        Files.createDirectories(folder.resolve("deeper"));
        assertThat(prisma.cli().deploy(project).exit()).isZero();
        assertThat(prisma.history(project)).hasSize(1);
    }

    @Test
    void theOrderIsThatOfALanguage() throws SQLException {
        PrismaProject project =
                prisma.project(directory)
                        .migration("b", "SELECT 1;")
                        .migration("A", "SELECT 1;")
                        .migration("a b", "SELECT 1;")
                        .migration("Z", "SELECT 1;")
                        .migration("_x", "SELECT 1;")
                        .migration("10", "SELECT 1;")
                        .migration("9", "SELECT 1;")
                        .migration("é", "SELECT 1;");
        assertThat(prisma.cli().deploy(project).exit()).isZero();
        assertThat(prisma.history(project))
                .extracting(Row::name)
                .containsExactly("_x", "10", "9", "A", "a b", "b", "é", "Z");
    }

    @Test
    void anEditIsNoticedByDevOnly() throws SQLException {
        PrismaProject project = prisma.deployed(directory, FIRST, CREATE, SECOND, ADD);
        project.migration(SECOND, ADD + "-- edited\n");
        assertThat(prisma.cli().status(project).exit()).isZero();
        assertThat(prisma.cli().deploy(project).exit()).isZero();
        PrismaResult dev = prisma.cli().dev(project);
        assertThat(dev.output()).contains("modified after it was applied");
    }

    private PrismaProject failed() throws SQLException {
        PrismaProject project = prisma.deployed(directory, FIRST, CREATE).migration(SECOND, BROKEN);
        PrismaResult result = prisma.cli().deploy(project);
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output()).contains("division by zero", SECOND);
        return project;
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
