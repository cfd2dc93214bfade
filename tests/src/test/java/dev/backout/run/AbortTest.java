package dev.backout.run;

import static dev.backout.run.Shop.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.plan.Forward;
import dev.backout.plan.LoneStatement;
import dev.backout.plan.PlanFile;
import dev.backout.plan.UndoneMigration;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.testkit.run.Places;
import dev.backout.testkit.run.PlanMaker;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Runs that stopped, given up or taken up again.
class AbortTest extends ShopScene {
    private static final String FORWARD =
            "ALTER TABLE users DROP COLUMN email; ALTER TABLE users ADD COLUMN nickname text;";
    private static final LoneStatement IMPOSSIBLE =
            new LoneStatement(
                    "CREATE UNIQUE INDEX CONCURRENTLY users_name_key ON public.users (name)",
                    LoneStatement.Goal.INDEX_VALID,
                    Address.of(ObjectKind.INDEX, "public", "users_name_key"),
                    "",
                    "DROP INDEX CONCURRENTLY public.users_name_key");

    @Test
    void aRunWhoseSecondStatementFailsIsGivenUpAndTheMigrationIsBack() throws SQLException {
        PlanFile plan = plan(new Forward(FORWARD, List.of()));
        Snapshot before = shop.read();
        String id = stopped(plan);
        assertThat(shop.value("SELECT count(*) FROM _prisma_migrations")).isEqualTo("1");
        assertThat(
                        shop.value(
                                "SELECT indisvalid FROM pg_index WHERE indexrelid ="
                                        + " 'users_name_key'::regclass"))
                .isEqualTo("f");

        AbortReport report = runner().abort(id.substring(0, 12));

        assertThat(report.undone()).containsExactly(IMPOSSIBLE.sql(), "back out " + Shop.BAD);
        assertThat(report.kept()).isEmpty();
        assertThat(shop.value("SELECT state FROM backout.run")).isEqualTo("aborted");
        assertThat(shop.value("SELECT string_agg(id, ',' ORDER BY id) FROM _prisma_migrations"))
                .isEqualTo("1,2");
        RecordSchema records = new RecordSchema("backout");
        assertThat(
                        Comparison.of(
                                        plan.plan().before(),
                                        records.hiddenFrom(shop.read()),
                                        List.of())
                                .same())
                .isTrue();
        assertThat(records.hiddenFrom(shop.read()).units()).hasSameSizeAs(before.units());
        shop.insertRow(shop.connect(), "another", Shop.CHECKSUM);
        assertRefused(() -> runner().abort(id), ErrorCode.USAGE, "is aborted");
        assertRefused(() -> runner().resume(id), ErrorCode.USAGE, "is aborted");
    }

    @Test
    void aRunWhoseCauseIsGoneIsResumed() throws SQLException {
        PlanFile plan = plan(null);
        String id = stopped(plan);
        shop.execute("DELETE FROM users WHERE id = 2");

        RunReport report = runner().resume(id);
        assertThat(report.removedRows()).isEqualTo(1);

        assertThat(report.deviations()).isEmpty();
        assertThat(report.tries()).isZero();
        assertThat(shop.value("SELECT state FROM backout.run")).isEqualTo("done");
        assertThat(
                        shop.value(
                                "SELECT string_agg(coalesce(step::text, '') || event, ' ' ORDER BY"
                                        + " line) FROM backout.journal"))
                .isEqualTo(
                        "begun 1done 2intended 2failed 2diagnosed resumed 2intended 2done 3done"
                                + " ended");
        assertThat(
                        shop.value(
                                "SELECT string_agg(statement, '; ' ORDER BY a.line, number) FROM"
                                        + " backout.answer a JOIN backout.journal USING (line)"
                                        + " WHERE step = 2"))
                .isEqualTo("DROP INDEX CONCURRENTLY public.users_name_key; " + IMPOSSIBLE.sql());
    }

    @Test
    void runningThePlanAgainResumesItsRun() throws SQLException {
        PlanFile plan = plan(null);
        String id = stopped(plan);
        shop.execute("DELETE FROM users WHERE id = 2");
        assertThat(shop.run(plan).id()).isEqualTo(id);
    }

    @Test
    void whatCannotComeBackIsNotUndone() throws SQLException {
        String id = stopped(plan(null));
        assertRefused(
                () -> runner().abort(id),
                ErrorCode.PLAN_IRREVERSIBLE,
                "the script of %s is not in the plan".formatted(Shop.BAD));
        assertThat(shop.value("SELECT state FROM backout.run")).isEqualTo("stopped");
    }

    /// The plan was made when the column was empty.
    @Test
    void whatTheRunHasKeptSinceIsNotUndone() throws SQLException {
        PlanFile plan = plan(new Forward(FORWARD, List.of()));
        shop.execute("INSERT INTO users VALUES (3, 'Bob', 'bobby')");
        String id = stopped(plan);

        assertRefused(
                () -> runner().abort(id),
                ErrorCode.PLAN_IRREVERSIBLE,
                "it has put 3 values of public.users.nickname into the vault");
        assertThat(runner().look(id).doubts()).hasSize(1);
    }

    @Test
    void aScriptThatLeadsElsewhereIsNotApplied() throws SQLException {
        String id = stopped(plan(new Forward("ALTER TABLE users ADD COLUMN other int", List.of())));
        assertRefused(
                () -> runner().abort(id),
                ErrorCode.STEP_FAILED,
                "does not lead to the schema before the run");
        assertThat(shop.value("SELECT count(*) FROM _prisma_migrations")).isEqualTo("1");
        assertRefused(() -> runner().resume(id), ErrorCode.USAGE, "is being given up");
    }

    @Test
    void aSchemaThatIsNotWhatTheJournalSaysIsNotTouched() throws SQLException {
        shop.execute("ALTER TABLE users ADD COLUMN x int; ALTER TABLE users DROP COLUMN x");
        PlanFile plan = plan(null);
        String id = stopped(plan);
        shop.execute(
                "DELETE FROM backout.journal WHERE step = 2; ALTER TABLE users DROP COLUMN email");
        assertRefused(
                () -> runner().resume(id),
                ErrorCode.JOURNAL_INVALID,
                "says that the migration is backed out, and the schema does not");
    }

    @Test
    void aLineThatDoesNotMatchItsStepStopsEverything() throws SQLException {
        String id = stopped(plan(null));
        shop.execute("UPDATE backout.journal SET title = 'something else' WHERE step = 1");
        assertRefused(
                () -> runner().resume(id),
                ErrorCode.JOURNAL_INVALID,
                "\"something else\", which is not that run's step");
        shop.execute("UPDATE backout.journal SET event = 'danced' WHERE step = 1");
        assertRefused(() -> runner().abort(id), ErrorCode.JOURNAL_INVALID, "\"danced\"");
        shop.execute("UPDATE backout.step SET kind = 'cure' WHERE number = 1");
        assertRefused(() -> runner().abort(id), ErrorCode.JOURNAL_INVALID, "cure");
    }

    @Test
    void anotherPlanWaitsForARunThatStoppedHalfWay() throws SQLException {
        stopped(plan(null));
        shop.execute("DROP INDEX users_name_key");
        PlanFile other = shop.plan(List.of("CREATE TABLE public.other (id int)"));
        assertRefused(() -> shop.run(other), ErrorCode.LOCKED, "stopped half-way");
    }

    @Test
    void anUnknownRunIsSaidToBe() {
        assertRefused(() -> runner().resume("01"), ErrorCode.RUN_UNKNOWN, "there is no run 01");
    }

    private Runner runner() {
        return shop.runner(Shop.fast(), event -> {});
    }

    /// Two users have the same name, so that the unique index cannot be built.
    private String stopped(PlanFile plan) throws SQLException {
        shop.execute("INSERT INTO users VALUES (1, 'Ann'), (2, 'Ann')");
        try {
            shop.run(plan);
        } catch (BackoutException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.STEP_FAILED);
            assertThat(e.getMessage())
                    .startsWith("step 2 of 3, CREATE UNIQUE INDEX CONCURRENTLY")
                    .contains("could not create unique index");
            assertThat(String.join(" ", e.hints()))
                    .contains("step 1 is done; backout resume ", " tries again, backout abort ");
        }
        String id = shop.value("SELECT id FROM backout.run WHERE state = 'stopped'");
        assertThat(id).isNotNull();
        return id;
    }

    private PlanFile plan(@Nullable Forward forward) throws SQLException {
        UndoneMigration undone =
                new UndoneMigration(
                        Shop.UNDONE.name(),
                        Shop.UNDONE.rowIds(),
                        Shop.UNDONE.checksums(),
                        Shop.UNDONE.history(),
                        forward);
        try (Shop copy = shop.twin();
                Connection live = shop.connect();
                Connection twin = copy.connect()) {
            return Places.file(
                    PlanMaker.make(
                            live,
                            twin,
                            Shop.TOOL,
                            undone,
                            List.of(
                                    "ALTER TABLE public.users ADD COLUMN email text",
                                    "ALTER TABLE public.users DROP COLUMN nickname"),
                            List.of(IMPOSSIBLE)));
        }
    }
}
