package dev.backout.testkit.prisma;

import dev.backout.database.Database;
import dev.backout.database.DatabaseAddress;
import dev.backout.journal.Operator;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.Script;
import dev.backout.migration.prisma.Prisma;
import dev.backout.plan.Plan;
import dev.backout.plan.PlanFile;
import dev.backout.plan.UndoneMigration;
import dev.backout.run.RunReport;
import dev.backout.run.RunSettings;
import dev.backout.run.Runner;
import dev.backout.testkit.run.Places;
import dev.backout.testkit.run.PlanMaker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// Backs a migration out as `backout run` does.
final class RunnerBackOut implements PrismaBackOut {
    private static final Prisma PRISMA = Prisma.usual();

    @Override
    public void backOut(PrismaProject project, String migration, String inverse) {
        DatabaseAddress address = DatabaseAddress.parse(project.url(), Path.of(""));
        String copy = address.database() + "_copy";
        try {
            execute(
                    address.inDatabase("postgres"),
                    "CREATE DATABASE %s TEMPLATE %s".formatted(copy, address.database()));
            PlanFile plan;
            try (Connection live = Database.connect(address);
                    Connection twin = Database.connect(address.inDatabase(copy))) {
                UndoneMigration undone = undone(project, migration, live);
                Plan made = PlanMaker.make(live, twin, PRISMA, undone, List.of(inverse));
                plan = Places.file(made);
            }
            execute(address.inDatabase("postgres"), "DROP DATABASE " + copy);
            run(address, plan);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("cannot back out " + migration, e);
        }
    }

    private static UndoneMigration undone(PrismaProject project, String migration, Connection live)
            throws IOException {
        Script script = Script.of(migration, Files.readAllBytes(project.file(migration)));
        List<String> rows =
                PRISMA.history(live).rowsOf(migration).stream().map(HistoryRow::id).toList();
        return new UndoneMigration(migration, rows, PRISMA.checksums(script));
    }

    private static void run(DatabaseAddress address, PlanFile plan) {
        RunReport report =
                new Runner(
                                Places.plain(
                                        () -> Database.connect(address),
                                        PRISMA,
                                        RunSettings.DEFAULT,
                                        new Operator("tester@here", null),
                                        event -> {}))
                        .run(plan, Runner.Beginning.PLAIN);
        if (!report.deviations().isEmpty()) {
            throw new IllegalStateException(String.join(", ", report.deviations()));
        }
    }

    private static void execute(DatabaseAddress address, String sql) throws SQLException {
        try (Connection connection = Database.connect(address);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
