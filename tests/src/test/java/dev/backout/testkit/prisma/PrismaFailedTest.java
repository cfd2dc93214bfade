package dev.backout.testkit.prisma;

import static dev.backout.testkit.prisma.PrismaFixture.CREATE;
import static dev.backout.testkit.prisma.PrismaFixture.FIRST;
import static dev.backout.testkit.prisma.PrismaFixture.SECOND;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.database.Database;
import dev.backout.database.DatabaseAddress;
import dev.backout.journal.Operator;
import dev.backout.migration.MigrationSource;
import dev.backout.migration.prisma.Prisma;
import dev.backout.plan.Choice;
import dev.backout.plan.KeptInverses;
import dev.backout.plan.Merging;
import dev.backout.plan.Plan;
import dev.backout.plan.PlanOptions;
import dev.backout.plan.Planner;
import dev.backout.plan.Way;
import dev.backout.records.RecordSchema;
import dev.backout.run.Bars;
import dev.backout.run.RunSettings;
import dev.backout.run.Runner;
import dev.backout.testkit.prisma.HistoryTable.Row;
import dev.backout.testkit.run.Places;
import dev.backout.testkit.run.SharedScratch;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What the real CLI makes of a migration that failed, after each of our ways; and that we read
/// what it records.
@Order(2)
class PrismaFailedTest {
    private static final Prisma PRISMA = Prisma.usual();
    private static final String UNIQUE =
            "CREATE UNIQUE INDEX \"users_name_key\" ON \"users\"(\"name\");\n";
    private static final String HALF =
            "CREATE TABLE \"notes\" (\"id\" INTEGER PRIMARY KEY);\nCOMMIT;\n" + UNIQUE;

    private static final String USERS = "model users {\n  id Int @id\n  name String? @unique\n}\n";
    private static final String NOTES = "model notes {\n  id Int @id\n}\n";

    private final PrismaFixture prisma = new PrismaFixture();

    @TempDir Path directory;

    private PrismaProject project;

    @BeforeEach
    void begin() throws SQLException {
        project =
                prisma.deployed(
                        directory,
                        FIRST,
                        CREATE + "ALTER TABLE \"users\" ADD COLUMN \"name\" TEXT;\n");
    }

    @Test
    void markedAsRolledBackItIsWhatResolveLeavesAndIsTriedAgain() throws SQLException {
        fail(UNIQUE);
        Plan plan = carryOut(null);
        assertThat(plan.failure()).isNotNull();
        assertThat(plan.failure().sqlState()).isEqualTo("23505");
        assertThat(plan.failure().rows()).hasSize(1);
        assertThat(states()).containsExactly("finished 1", "rolled back 0");

        assertThat(prisma.cli().status(project).output()).contains("not yet been applied", SECOND);
        PrismaResult again = prisma.cli().deploy(project);
        assertThat(again.exit()).as("the duplicates are still there").isEqualTo(1);
        assertThat(prisma.history(project)).hasSize(3);

        carryOut(null);
        clean();
        assertThat(prisma.cli().deploy(project).exit()).isZero();
        assertInStep();
    }

    @Test
    void undoneItIsBarredAndACorrectedFilePasses() throws SQLException {
        fail(HALF);
        Plan plan = carryOut(Way.UNDO);
        assertThat(plan.statements()).containsExactly("DROP TABLE public.notes");
        assertThat(states()).containsExactly("finished 1", "rolled back 0");
        assertThat(prisma.cli().deploy(project).output()).contains("Backout barred migration");

        clean();
        project.migration(SECOND, HALF + "-- corrected\n");
        assertThat(prisma.cli().deploy(project).exit()).isZero();
        assertInStep();
    }

    @Test
    void undoneAndUnbarredTheSameFilePasses() throws SQLException {
        fail(HALF);
        carryOut(Way.UNDO);
        clean();
        try (Connection connection = connect()) {
            new Bars(new RecordSchema(RecordSchema.USUAL), PRISMA)
                    .lift(
                            connection,
                            SECOND,
                            new Operator("tester@here", null),
                            Duration.ofSeconds(3));
        }
        assertThat(prisma.cli().deploy(project).exit()).isZero();
        assertInStep();
    }

    @Test
    void undoneAndRemovedItIsAsIfItHadNeverBeen() throws SQLException {
        fail(HALF);
        carryOut(Way.UNDO);
        project.remove(SECOND).models("model users {\n  id Int @id\n  name String?\n}\n");
        assertThat(prisma.cli().deploy(project).output()).contains("No pending migrations");
        assertThat(prisma.cli().status(project).exit()).isZero();
    }

    @Test
    void finishedItCountsAsApplied() throws SQLException {
        fail(HALF);
        clean();
        Plan plan = carryOut(Way.FINISH);
        assertThat(plan.statements()).hasSize(1);
        assertThat(states()).containsExactly("finished 1", "rolled back 0", "finished 0");
        assertThat(prisma.cli().deploy(project).output()).contains("No pending migrations");
        assertInStep();
    }

    @Test
    void completedByHandItIsWhatResolveAppliedLeaves() throws SQLException {
        fail(HALF);
        clean();
        prisma.execute(project, UNIQUE);
        carryOut(null);
        Row added = prisma.history(project).getLast();
        assertThat(added)
                .isEqualTo(
                        new Row(
                                SECOND,
                                prisma.history(project).get(1).checksum(),
                                true,
                                false,
                                true,
                                0,
                                ""));
        assertThat(prisma.cli().deploy(project).output()).contains("No pending migrations");
        assertInStep();
    }

    @Test
    void anInvalidIndexGoes() throws SQLException {
        fail(UNIQUE.replace("INDEX", "INDEX CONCURRENTLY"));
        Plan plan = carryOut(null);
        assertThat(plan.statements()).containsExactly("DROP INDEX public.users_name_key");
        assertThat(states()).containsExactly("finished 1", "rolled back 0");
    }

    /// Inserts rows with duplicates, and deploys a second migration that fails on them.
    private void fail(String sql) throws SQLException {
        prisma.execute(project, "INSERT INTO users VALUES (1, 'a'), (2, 'a')");
        project.migration(SECOND, sql).models(sql.startsWith(UNIQUE) ? USERS : USERS + NOTES);
        assertThat(prisma.cli().deploy(project).exit()).isEqualTo(1);
    }

    private void clean() throws SQLException {
        prisma.execute(project, "UPDATE users SET name = 'b' WHERE id = 2");
    }

    private Plan carryOut(@Nullable Way way) {
        Planner planner =
                new Planner(
                        this::connect, PRISMA, SharedScratch::of, KeptInverses.NONE, what -> {});
        Plan plan =
                planner.plan(
                        PRISMA.read(
                                new MigrationSource.OnDisk(
                                        project.directory().resolve("prisma/migrations"))),
                        new Choice.Last(1),
                        new PlanOptions(
                                "test",
                                false,
                                Map.of(),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(1),
                                RecordSchema.USUAL,
                                false,
                                way,
                                Merging.USUAL));
        var report =
                new Runner(
                                Places.plain(
                                        this::connect,
                                        PRISMA,
                                        RunSettings.DEFAULT,
                                        new Operator("tester@here", null),
                                        event -> {}))
                        .run(Places.file(plan), Runner.Beginning.PLAIN);
        assertThat(report.deviations()).isEmpty();
        return plan;
    }

    private Connection connect() {
        return Database.connect(DatabaseAddress.parse(project.url(), Path.of("")));
    }

    private void assertInStep() {
        PrismaResult status = prisma.cli().status(project);
        assertThat(status.exit()).isZero();
        assertThat(status.output()).contains("up to date");
        PrismaResult dev = prisma.cli().dev(project);
        assertThat(dev.output()).contains("Already in sync");
    }

    private List<String> states() throws SQLException {
        return prisma.history(project).stream()
                .map(row ->
                        "%s %d"
                                .formatted(
                                        row.rolledBack()
                                                ? "rolled back"
                                                : row.finished() ? "finished" : "failed",
                                        row.steps()))
                .toList();
    }
}
