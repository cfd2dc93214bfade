package dev.backout.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.journal.Operator;
import dev.backout.journal.RunRecord;
import dev.backout.journal.RunRecords;
import dev.backout.journal.RunState;
import dev.backout.plan.PlanFile;
import dev.backout.records.RecordSchema;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// What a run does, on the newest server and on the oldest.
class RunnerTest extends ShopScene {
    @Test
    void restoresTheSchemaAndForgetsTheMigration() throws SQLException {
        PlanFile plan = shop.plan();

        RunReport report = shop.run(plan);

        assertThat(report.deviations()).isEmpty();
        assertThat(report.changedMeanwhile()).isEmpty();
        assertThat(report.removedRows()).isEqualTo(1);
        assertThat(report.tries()).isEqualTo(1);
        assertThat(report.migrations()).containsExactly(Shop.BAD);
        assertThat(Comparison.of(plan.plan().after(), shop.read(), List.of()).same()).isTrue();
        assertThat(shop.value("SELECT string_agg(id, ',') FROM _prisma_migrations")).isEqualTo("1");
    }

    @Test
    void recordsWhoDidWhatAndKeepsTheRemovedRows() throws SQLException {
        RunReport report = shop.run(shop.plan());

        try (Connection connection = shop.connect()) {
            List<RunRecord> runs = new RunRecords(new RecordSchema("backout")).list(connection);
            assertThat(runs).hasSize(1);
            RunRecord run = runs.getFirst();
            assertThat(run.id()).isEqualTo(report.id()).hasSize(26);
            assertThat(run.state()).isEqualTo(RunState.DONE);
            assertThat(run.migrations()).containsExactly(Shop.BAD);
            assertThat(run.databaseUser()).isEqualTo(Shop.OWNER);
            assertThat(run.operator()).isEqualTo(new Operator("tester@here", "CI job 7"));
        }
        assertThat(shop.value("SELECT array_length(inverse, 1) FROM backout.run")).isEqualTo("3");
        assertThat(shop.value("SELECT plan FROM backout.run")).startsWith("{\"plan\"");
        assertThat(shop.value("SELECT content ->> 'checksum' FROM backout.removed_row"))
                .isEqualTo(Shop.CHECKSUM);
    }

    @Test
    void bringsADroppedTableBackAndRemovesAnAddedOne() throws SQLException {
        shop.execute("CREATE TABLE added (id int); CREATE TYPE mood AS ENUM ('a')");
        PlanFile plan =
                shop.plan(
                        List.of(
                                "DROP TABLE public.added",
                                "DROP TYPE public.mood",
                                "CREATE TABLE public.back (id int PRIMARY KEY)",
                                "CREATE VIEW public.names AS SELECT name FROM public.users"));
        assertThat(shop.run(plan).deviations()).isEmpty();
        assertThat(shop.value("SELECT to_regclass('public.back')")).isEqualTo("back");
    }

    @Test
    void tellsWhatOthersChangedMeanwhileElsewhere() throws SQLException {
        PlanFile plan = shop.plan();
        RunReport report =
                shop.runner(
                                Shop.fast(),
                                event -> {
                                    if (event instanceof RunEvent.Committed) {
                                        create("CREATE TABLE meanwhile (id int)");
                                    }
                                })
                        .run(plan, Runner.Beginning.PLAIN);
        assertThat(report.deviations()).isEmpty();
        assertThat(report.changedMeanwhile()).contains("table public.meanwhile was added since");
    }

    @Test
    void tellsWhatIsWrongAfterTheCommit() throws SQLException {
        PlanFile plan = shop.plan();
        RunReport report =
                shop.runner(
                                Shop.fast(),
                                event -> {
                                    if (event instanceof RunEvent.Committed) {
                                        create("ALTER TABLE users DROP email");
                                    }
                                })
                        .run(plan, Runner.Beginning.PLAIN);
        assertThat(report.deviations()).containsExactly("column public.users.email is missing");
    }

    private void create(String sql) {
        try {
            shop.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
