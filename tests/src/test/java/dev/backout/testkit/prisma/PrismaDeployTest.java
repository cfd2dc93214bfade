package dev.backout.testkit.prisma;

import static dev.backout.testkit.prisma.PrismaFixture.ADD;
import static dev.backout.testkit.prisma.PrismaFixture.CREATE;
import static dev.backout.testkit.prisma.PrismaFixture.FIRST;
import static dev.backout.testkit.prisma.PrismaFixture.SECOND;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.deploy.Applied;
import dev.backout.deploy.DeployReport;
import dev.backout.deploy.DeploySettings;
import dev.backout.error.BackoutException;
import dev.backout.failure.RecordedError;
import dev.backout.testkit.prisma.HistoryTable.Row;
import dev.backout.vault.KeepRules;
import dev.backout.vault.WarmSettings;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/// `backout deploy` beside `prisma migrate deploy`, each in a database of its own: what they leave
/// is the same, and the one goes on where the other stopped.
@Order(2)
class PrismaDeployTest {
    private static final String THIRD = "20250103000000_third";
    private static final String BROKEN = "ALTER TABLE \"users\" ADD COLUMN x INT;\nSELECT 1/0;\n";

    private static final PrismaFixture PRISMA = new PrismaFixture();

    @TempDir Path ourFolder;
    @TempDir Path theirFolder;

    private PrismaProject ours;
    private PrismaProject theirs;

    @BeforeEach
    void open() throws SQLException {
        ours = PRISMA.project(ourFolder);
        theirs = PRISMA.project(theirFolder);
    }

    @Test
    void anEmptyDatabaseGetsTheSameTableAndTheSameRows() throws SQLException {
        both(p -> p.migration(FIRST, CREATE.replace("\n", "\r\n")).migration(SECOND, ADD));
        assertThat(PRISMA.cli().deploy(theirs).exit()).isZero();
        assertThat(deployed(ours)).containsExactly(FIRST, SECOND);

        assertThat(PRISMA.history(ours)).isEqualTo(PRISMA.history(theirs));
        assertThat(table(ours)).isEqualTo(table(theirs)).isNotEmpty();
        assertThat(PRISMA.cli().status(ours).output()).contains("up to date");
        assertAgreed(ours);
    }

    @Test
    void theOrderIsThatOfALanguage() throws SQLException {
        for (String name : List.of("b", "A", "a b", "Z", "_x", "10", "9", "é")) {
            both(p -> p.migration(name, "SELECT 1;"));
        }
        assertThat(PRISMA.cli().deploy(theirs).exit()).isZero();
        deployed(ours);
        assertThat(PRISMA.history(ours)).isEqualTo(PRISMA.history(theirs)).hasSize(8);
    }

    @Test
    void whatIsMissingEditedOrOutOfOrderDoesNotMatter() throws SQLException {
        both(p -> p.migration(FIRST, CREATE).migration(SECOND, ADD));
        assertThat(PRISMA.cli().deploy(theirs).exit()).isZero();
        deployed(ours);
        both(p ->
                p.remove(SECOND)
                        .migration(FIRST, CREATE + "-- edited\n")
                        .migration(THIRD, "CREATE TABLE third (id int);")
                        .migration("2024_before", ""));
        assertThat(PRISMA.cli().deploy(theirs).exit()).isZero();
        assertThat(deployed(ours)).containsExactly("2024_before", THIRD);
        assertThat(PRISMA.history(ours)).isEqualTo(PRISMA.history(theirs)).hasSize(4);
    }

    @Test
    void aRowThatWasTakenBackIsAppliedAgain() throws SQLException {
        both(p -> p.migration(FIRST, "SELECT 1;").migration(SECOND, "SELECT 2;"));
        assertThat(PRISMA.cli().deploy(theirs).exit()).isZero();
        deployed(ours);
        String back =
                "UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '%s'"
                        .formatted(FIRST);
        PRISMA.execute(ours, back);
        PRISMA.execute(theirs, back);
        assertThat(PRISMA.cli().deploy(theirs).exit()).isZero();
        assertThat(deployed(ours)).containsExactly(FIRST);
        assertThat(PRISMA.history(ours)).isEqualTo(PRISMA.history(theirs)).hasSize(3);
    }

    @Test
    void aFailureLeavesTheSameRowAndStopsBoth() throws SQLException {
        both(p -> p.migration(FIRST, CREATE).migration(SECOND, BROKEN).migration(THIRD, ADD));
        assertThat(PRISMA.cli().deploy(theirs).exit()).isEqualTo(1);
        refused(ours, "step-failed", SECOND, "line 2", "division by zero");
        assertThat(withoutLogs(ours)).isEqualTo(withoutLogs(theirs)).hasSize(2);
        assertThat(logged(ours)).isEqualTo("22012 division by zero").isEqualTo(logged(theirs));

        assertThat(PRISMA.cli().deploy(ours).output()).contains("P3009", SECOND);
        refused(ours, "history-failed", "P3009", SECOND);
        refused(theirs, "history-failed", "P3009", SECOND);
    }

    @Test
    void resolvedAsRolledBackTheOtherToolGoesOn() throws SQLException {
        both(p -> p.migration(FIRST, CREATE).migration(SECOND, BROKEN));
        PRISMA.cli().deploy(theirs);
        refused(ours, "step-failed", SECOND);
        both(p -> p.migration(SECOND, ADD));
        for (PrismaProject project : List.of(ours, theirs)) {
            assertThat(PRISMA.cli().resolve(project, "--rolled-back", SECOND).exit()).isZero();
        }
        assertThat(PRISMA.cli().deploy(ours).exit()).isZero();
        assertThat(deployed(theirs)).containsExactly(SECOND);
        assertThat(withoutLogs(ours)).isEqualTo(withoutLogs(theirs)).hasSize(3);
        assertAgreed(ours);
        assertAgreed(theirs);
    }

    @Test
    void resolvedAsAppliedThereIsNothingLeft() throws SQLException {
        both(p -> p.migration(FIRST, CREATE).migration(SECOND, BROKEN));
        refused(ours, "step-failed", SECOND);
        assertThat(PRISMA.cli().resolve(ours, "--applied", SECOND).exit()).isZero();
        assertThat(deployed(ours)).isEmpty();
    }

    @Test
    void withoutARowOfTheFailureTheNextOneTriesAgain() throws SQLException {
        ours.migration(FIRST, CREATE).migration(SECOND, BROKEN);
        DeploySettings usual = OurDeploy.settings();
        DeploySettings without =
                new DeploySettings(
                        usual.run(),
                        false,
                        false,
                        null,
                        KeepRules.ALL,
                        WarmSettings.DEFAULT,
                        "test");
        assertThatThrownBy(() -> OurDeploy.deploy(ours, without)).hasMessageContaining(SECOND);
        assertThat(PRISMA.history(ours)).extracting(Row::name).containsExactly(FIRST);
        ours.migration(SECOND, ADD);
        assertThat(PRISMA.cli().deploy(ours).exit()).isZero();
        assertAgreed(ours);
    }

    @Test
    void aDatabaseThatIsNotEmptyHasToBeBaselined() throws SQLException {
        both(p -> p.migration(FIRST, CREATE).migration(SECOND, ADD));
        PRISMA.execute(ours, CREATE);
        PRISMA.execute(theirs, CREATE);
        assertThat(PRISMA.cli().deploy(theirs).output()).contains("P3005");
        refused(ours, "not-baselined", "P3005", "users");
        for (PrismaProject project : List.of(ours, theirs)) {
            assertThat(PRISMA.cli().resolve(project, "--applied", FIRST).exit()).isZero();
        }
        assertThat(PRISMA.cli().deploy(theirs).exit()).isZero();
        assertThat(deployed(ours)).containsExactly(SECOND);
        assertThat(PRISMA.history(ours)).isEqualTo(PRISMA.history(theirs)).hasSize(2);
    }

    @Test
    void whatPrismaDoesNotTakeForATableDoesNotCount() throws SQLException {
        both(p -> p.migration(FIRST, CREATE));
        for (PrismaProject project : List.of(ours, theirs)) {
            PRISMA.execute(
                    project,
                    """
                    CREATE VIEW v AS SELECT 1 AS a; CREATE TYPE e AS ENUM ('a');
                    CREATE SEQUENCE s; CREATE SCHEMA other; CREATE TABLE other.t (id int);
                    CREATE TABLE p (id int) PARTITION BY LIST (id)\
                    """);
        }
        assertThat(PRISMA.cli().deploy(theirs).exit()).isZero();
        assertThat(deployed(ours)).containsExactly(FIRST);
        assertThat(PRISMA.history(ours)).isEqualTo(PRISMA.history(theirs));
    }

    @Test
    void anotherSchemaIsMadeAndScriptsRunInIt() throws SQLException {
        PrismaProject mine = PrismaProject.in(ourFolder, ours.url() + "?schema=Shop");
        PrismaProject other = PrismaProject.in(theirFolder, theirs.url() + "?schema=Shop");
        mine.migration(FIRST, CREATE);
        other.migration(FIRST, CREATE);
        assertThat(PRISMA.cli().deploy(other).exit()).isZero();
        assertThat(deployed(mine)).containsExactly(FIRST);
        assertThat(PRISMA.cli().status(mine).output()).contains("up to date");
        assertThat(one(ours, "SELECT to_regclass('\"Shop\".users') IS NOT NULL")).isEqualTo("t");
    }

    @Test
    void aDirectoryWithoutAFileStopsBoth() throws SQLException, IOException {
        both(p -> p.migration(FIRST, CREATE));
        Files.createDirectories(ours.folder(SECOND));
        Files.createDirectories(theirs.folder(SECOND));
        assertThat(PRISMA.cli().deploy(theirs).output()).contains("P3015");
        refused(ours, "migrations-not-found", "P3015", SECOND);
    }

    @Test
    void aBarStopsItWhereItStopsPrisma() throws SQLException {
        ours.migration(FIRST, CREATE).migration(SECOND, ADD);
        deployed(ours);
        new RunnerBackOut().backOut(ours, SECOND, "ALTER TABLE users DROP COLUMN name");
        ours.migration("2024_before", "SELECT 1;").migration(THIRD, "SELECT 3;");
        refused(ours, "barred", SECOND, "backed out");
        assertThat(PRISMA.history(ours))
                .extracting(Row::name)
                .containsExactly(FIRST, "2024_before");
        ours.migration(SECOND, ADD + "-- corrected\n");
        assertThat(deployed(ours)).containsExactly(SECOND, THIRD);
        assertAgreed(ours);
    }

    @Test
    void prismasLockIsWaitedFor() throws SQLException {
        ours.migration(FIRST, CREATE);
        try (Connection other = PRISMA.connect(ours);
                var statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(72707369)");
            refused(ours, "locked", "P1002", "pid");
        }
        assertThat(one(ours, "SELECT to_regclass('_prisma_migrations') IS NULL")).isEqualTo("t");
    }

    @Test
    void anIndexIsBuiltConcurrently() throws SQLException {
        String build = "-- alone\nCREATE INDEX CONCURRENTLY users_id ON users (id);\n";
        both(p -> p.migration(FIRST, CREATE).migration(SECOND, build));
        assertThat(PRISMA.cli().deploy(theirs).exit()).isZero();
        DeployReport report = OurDeploy.deploy(ours);
        assertThat(report.applied()).extracting(Applied::alone).containsExactly(false, true);
        assertThat(PRISMA.history(ours)).isEqualTo(PRISMA.history(theirs));
        assertAgreed(ours);
    }

    @Test
    void twoIndexesInOneFileFailInBoth() throws SQLException {
        String two =
                "CREATE INDEX CONCURRENTLY a ON users (id);\n"
                        + "CREATE INDEX CONCURRENTLY b ON users (id);\n";
        both(p -> p.migration(FIRST, CREATE).migration(SECOND, two));
        assertThat(PRISMA.cli().deploy(theirs).exit()).isEqualTo(1);
        refused(ours, "step-failed", SECOND, "25001");
        assertThat(withoutLogs(ours)).isEqualTo(withoutLogs(theirs));
    }

    @Test
    void linesForPsqlFailInBoth() throws SQLException {
        both(p -> p.migration(FIRST, "\\connect other\n" + CREATE));
        assertThat(PRISMA.cli().deploy(theirs).exit()).isEqualTo(1);
        refused(ours, "step-failed", FIRST, "42601");
        assertThat(withoutLogs(ours)).isEqualTo(withoutLogs(theirs));
    }

    private void both(Consumer<PrismaProject> change) {
        change.accept(ours);
        change.accept(theirs);
    }

    private static List<String> deployed(PrismaProject project) {
        return OurDeploy.deploy(project).applied().stream().map(Applied::migration).toList();
    }

    private static void refused(PrismaProject project, String code, String... words) {
        assertThatThrownBy(() -> OurDeploy.deploy(project))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> {
                            assertThat(e.code().text()).as(e.getMessage()).isEqualTo(code);
                            assertThat(e.getMessage()).contains(words);
                            assertThat(e.hints()).isNotEmpty();
                        });
    }

    private static void assertAgreed(PrismaProject project) {
        assertThat(PRISMA.cli().deploy(project).output()).contains("No pending migrations");
    }

    private static List<Row> withoutLogs(PrismaProject project) throws SQLException {
        return PRISMA.history(project).stream()
                .map(row ->
                        new Row(
                                row.name(),
                                row.checksum(),
                                row.finished(),
                                row.rolledBack(),
                                row.finishedAtStart(),
                                row.steps(),
                                row.logs() == null ? null : "some"))
                .toList();
    }

    private static String logged(PrismaProject project) throws SQLException {
        RecordedError error =
                Objects.requireNonNull(RecordedError.of(PRISMA.history(project).getLast().logs()));
        return error.sqlState().isEmpty()
                ? "22012 " + error.message()
                : error.sqlState() + " " + error.message();
    }

    /// Columns and indexes of the history.
    private static List<String> table(PrismaProject project) throws SQLException {
        try (Connection connection = PRISMA.connect(project)) {
            return dev.backout.database.Sql.list(
                    connection,
                    """
                    SELECT attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull
                        || coalesce(' ' || pg_get_expr(adbin, adrelid), '')
                    FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
                    WHERE attrelid = '_prisma_migrations'::regclass AND attnum > 0
                    UNION SELECT pg_get_indexdef(indexrelid) FROM pg_index
                    WHERE indrelid = '_prisma_migrations'::regclass ORDER BY 1\
                    """,
                    row -> row.getString(1));
        }
    }

    private static String one(PrismaProject project, String sql) throws SQLException {
        try (Connection connection = PRISMA.connect(project)) {
            return String.valueOf(
                    dev.backout.database.Sql.<String>first(
                            connection, sql, row -> row.getString(1)));
        }
    }
}
