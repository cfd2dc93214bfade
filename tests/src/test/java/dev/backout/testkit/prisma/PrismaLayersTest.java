package dev.backout.testkit.prisma;

import static dev.backout.testkit.prisma.PrismaFixture.FIRST;
import static dev.backout.testkit.prisma.PrismaFixture.SECOND;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.database.Database;
import dev.backout.database.DatabaseAddress;
import dev.backout.database.Sql;
import dev.backout.journal.Operator;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.MigrationSource;
import dev.backout.migration.prisma.Prisma;
import dev.backout.plan.Choice;
import dev.backout.plan.KeptInverses;
import dev.backout.plan.Plan;
import dev.backout.plan.PlanOptions;
import dev.backout.plan.Planner;
import dev.backout.plan.RedoPlanner;
import dev.backout.records.RecordSchema;
import dev.backout.run.Bars;
import dev.backout.run.RunReport;
import dev.backout.run.RunSettings;
import dev.backout.run.Runner;
import dev.backout.testkit.prisma.HistoryTable.Row;
import dev.backout.testkit.run.Places;
import dev.backout.testkit.run.SharedScratch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Prisma's own command line judges what a run leaves that backs out two migrations at once, and
/// what is there when that run was undone.
class PrismaLayersTest {
    private static final String THIRD = "20250103000000_third";
    private static final Prisma TOOL = Prisma.usual();
    private static final String OLD =
            "model users {\n  id Int @id\n  name String?\n}\n"
                    + "model tags {\n  id Int @id\n  line String?\n}\n";
    private static final String NEW = "model users {\n  id Int @id\n}\n";

    private final PrismaFixture prisma = new PrismaFixture();

    @Test
    void twoMigrationsThereAndBack(@TempDir Path directory) throws SQLException {
        PrismaProject project =
                prisma.project(directory)
                        .models(NEW)
                        .migration(
                                FIRST,
                                "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT); CREATE"
                                        + " TABLE tags (id INTEGER PRIMARY KEY, line TEXT);");
        OurDeploy.deploy(project);
        prisma.execute(
                project, "INSERT INTO users VALUES (1, 'a'); INSERT INTO tags VALUES (1, 'x')");
        project.migration(
                        SECOND,
                        "ALTER TABLE users DROP COLUMN name, ADD COLUMN nick TEXT DEFAULT 'n';")
                .migration(THIRD, "ALTER TABLE users DROP COLUMN nick; DROP TABLE tags;");
        OurDeploy.deploy(project);
        assertInStep(project);

        RunReport back = run(project, plan(project));

        assertThat(one(project, "SELECT name || line FROM users, tags")).isEqualTo("ax");
        assertThat(prisma.cli().status(project).output())
                .contains("not yet been applied", SECOND, THIRD);
        PrismaResult stopped = prisma.cli().deploy(project);
        assertThat(stopped.exit()).isEqualTo(1);
        assertThat(stopped.output()).contains("backout unbar");

        run(project, redo(project, back));

        assertThat(prisma.history(project))
                .extracting(Row::name)
                .containsExactly(FIRST, SECOND, THIRD);
        assertInStep(project);

        run(project, plan(project));
        project.remove(SECOND).remove(THIRD).models(OLD);
        assertInStep(project);
        assertThat(one(project, "SELECT name || line FROM users, tags")).isEqualTo("ax");
        try (Connection connection = prisma.connect(project)) {
            assertThat(new Bars(new RecordSchema(RecordSchema.USUAL), TOOL).standing(connection))
                    .isNotEmpty();
        }
    }

    private Plan plan(PrismaProject project) {
        return new Planner(
                        () -> connect(project),
                        TOOL,
                        SharedScratch::of,
                        KeptInverses.NONE,
                        what -> {})
                .plan(directory(project), new Choice.Last(2), options());
    }

    private Plan redo(PrismaProject project, RunReport back) {
        return new RedoPlanner(() -> connect(project), TOOL, SharedScratch::of, what -> {})
                .plan(directory(project), back.id(), back.plan(), options());
    }

    private static MigrationDirectory directory(PrismaProject project) {
        return TOOL.read(
                new MigrationSource.OnDisk(project.directory().resolve("prisma/migrations")));
    }

    private static PlanOptions options() {
        return new PlanOptions(
                "test",
                true,
                Map.of(),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                RecordSchema.USUAL);
    }

    private static RunReport run(PrismaProject project, Plan plan) {
        assertThat(plan.casualties()).isEmpty();
        RunReport report =
                new Runner(
                                Places.plain(
                                        () -> connect(project),
                                        TOOL,
                                        RunSettings.DEFAULT,
                                        new Operator("tester@here", null),
                                        event -> {}))
                        .run(Places.file(plan), Runner.Beginning.PLAIN);
        assertThat(report.deviations()).isEmpty();
        return report;
    }

    private void assertInStep(PrismaProject project) {
        PrismaResult status = prisma.cli().status(project);
        assertThat(status.output()).contains("up to date");
        assertThat(status.exit()).isZero();
        assertThat(prisma.cli().dev(project).output()).contains("Already in sync");
    }

    private static Connection connect(PrismaProject project) {
        return Database.connect(DatabaseAddress.parse(project.url(), Path.of("")));
    }

    private static String one(PrismaProject project, String sql) throws SQLException {
        try (Connection connection = connect(project)) {
            List<String> rows = Sql.list(connection, sql, row -> row.getString(1));
            return rows.getFirst();
        }
    }
}
