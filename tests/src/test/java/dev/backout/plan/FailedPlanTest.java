package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.migration.HistoryAction;
import dev.backout.migration.HistoryRow.State;
import dev.backout.schema.Address;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;

/// What is found out and offered about a migration that failed, and that it works.
class FailedPlanTest extends FailedScene {
    @Test
    void nothingIsLeftOfAFileThatIsOneTransaction() throws SQLException {
        String sql =
                "ALTER TABLE users ADD COLUMN nick text;\n"
                        + "CREATE UNIQUE INDEX users_email_key ON users (email);";
        site.failed(BAD, sql, "SELECT 1", recorded("23505", DUPLICATE));

        Plan plan = site.planLast();

        assertThat(failure(plan).progress()).isInstanceOf(Progress.Nothing.class);
        assertThat(plan.strategy()).isEqualTo(new Strategy.Mark());
        assertThat(plan.statements()).isEmpty();
        assertThat(plan.migrations().getFirst().checksums()).as("no bar").isEmpty();
        assertThat(failure(plan).sqlState()).isEqualTo("23505");
        assertThat(failure(plan).rows())
                .singleElement()
                .satisfies(rows -> {
                    assertThat(rows.what()).contains("index public.users_email_key");
                    assertThat(rows.count()).isEqualTo(1);
                });
        assertRuns(plan);
        assertStates(State.ROLLED_BACK);
    }

    @Test
    void whatACommitKeptIsUndone() throws SQLException {
        site.failed(BAD, THREE, FIRST_TWO, recorded("23505", DUPLICATE));

        Plan plan = site.planLast();

        assertThat(failure(plan).progress()).isEqualTo(upto(2, 3));
        assertThat(plan.strategy()).isEqualTo(new Strategy.Inverse());
        assertThat(plan.statements())
                .containsExactlyInAnyOrder(
                        "DROP TABLE public.notes", "ALTER TABLE public.users DROP COLUMN nick");
        assertThat(plan.migrations().getFirst().checksums()).as("barred").isNotEmpty();
        assertThat(plan.reason()).contains("after 2 of 3 statements");
        assertRuns(plan);
        assertStates(State.ROLLED_BACK);
        assertThat(site.value("SELECT to_regclass('public.notes') IS NULL")).isEqualTo("t");
    }

    @Test
    void theRestIsRunOnceNoRowIsInItsWay() throws SQLException {
        site.failed(BAD, THREE, FIRST_TWO, recorded("23505", DUPLICATE)).way(Way.FINISH);

        Plan blocked = site.planLast();
        assertThat(blocked.runnable()).isFalse();
        assertThat(blocked.obstacles().getFirst().what()).contains("same key");

        site.sql("UPDATE users SET email = 'c@x' WHERE id = 2");
        Plan plan = site.planLast();
        assertThat(plan.strategy()).isEqualTo(new Strategy.Finish());
        assertThat(plan.statements())
                .containsExactly("CREATE UNIQUE INDEX users_email_key ON users (email)");
        assertRuns(plan);
        assertStates(State.ROLLED_BACK, State.APPLIED);
        assertThat(site.history(BAD).getLast().steps()).isZero();
        assertThat(site.value("SELECT to_regclass('public.users_email_key') IS NULL"))
                .isEqualTo("f");
    }

    @Test
    void whatIsThereAsAWholeIsMarkedAsApplied() throws SQLException {
        site.sql("UPDATE users SET email = 'c@x' WHERE id = 2");
        site.failed(BAD, THREE, THREE.replace("COMMIT;", ""), null);

        Plan plan = site.planLast();

        assertThat(failure(plan).progress()).isEqualTo(new Progress.Whole());
        assertThat(failure(plan).explanation().getFirst()).contains("no error is recorded");
        assertThat(plan.migrations().getFirst().history())
                .isInstanceOf(HistoryAction.MarkApplied.class);
        assertRuns(plan);
        assertStates(State.ROLLED_BACK, State.APPLIED);
        assertThat(site.history(BAD).getLast().checksum())
                .isEqualTo(site.history(BAD).getFirst().checksum());
    }

    @Test
    void whatIsThereAsAWholeCanBeUndoneAsWell() throws SQLException {
        site.sql("UPDATE users SET email = 'c@x' WHERE id = 2");
        site.failed(BAD, THREE, THREE.replace("COMMIT;", ""), null).way(Way.UNDO);

        Plan plan = site.planLast();

        assertThat(plan.statements()).hasSize(3);
        assertRuns(plan);
        assertStates(State.ROLLED_BACK);
    }

    @Test
    void halfThatWasRunByHandIsFound() throws SQLException {
        String sql =
                """
                ALTER TABLE users ADD COLUMN nick text;
                CREATE INDEX orders_total ON orders (total);
                ALTER TABLE users ALTER COLUMN name SET NOT NULL;
                """;
        site.failed(
                BAD,
                sql,
                "ALTER TABLE users ADD COLUMN nick text; CREATE INDEX orders_total ON orders"
                        + " (total)",
                recorded("23502", NULLS));

        Plan plan = site.planLast();

        assertThat(failure(plan).progress()).isEqualTo(upto(2, 3));
        assertThat(failure(plan).rows().getFirst().query())
                .isEqualTo("SELECT * FROM public.users WHERE name IS NULL LIMIT 20");
        assertThat(plan.strategy()).isEqualTo(new Strategy.Inverse());
        assertRuns(plan);
    }

    @Test
    void anInvalidIndexIsRecognisedAndDropped() throws SQLException {
        String sql = "CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON users (email);";
        site.failed(BAD, sql, "SELECT 1", recorded("23505", DUPLICATE));
        assertThatThrownBy(() -> site.sql(sql)).hasMessageContaining("could not create unique");

        Plan plan = site.planLast();

        assertThat(failure(plan).progress())
                .isInstanceOfSatisfying(
                        Progress.Upto.class,
                        part -> {
                            assertThat(part.done()).isZero();
                            assertThat(part.invalid())
                                    .extracting(Address::text)
                                    .containsExactly("public.users_email_key");
                        });
        assertThat(plan.statements()).containsExactly("DROP INDEX public.users_email_key");
        assertRuns(plan);
        assertStates(State.ROLLED_BACK);
        assertThat(site.value("SELECT to_regclass('public.users_email_key') IS NULL"))
                .isEqualTo("t");
    }

    @Test
    void driftElsewhereIsLeftAlone() throws SQLException {
        site.sql("CREATE INDEX by_hand ON orders (user_id); CREATE TABLE extra (id int)");
        site.failed(BAD, THREE, FIRST_TWO, recorded("23505", DUPLICATE));

        Plan plan = site.planLast();

        assertThat(failure(plan).progress()).isEqualTo(upto(2, 3));
        assertRuns(plan);
        assertThat(site.value("SELECT to_regclass('public.by_hand') IS NULL")).isEqualTo("f");
    }

    @Test
    void aMissingFileIsMarkedWhenNothingIsLeft() throws SQLException {
        site.failed(BAD, THREE, "SELECT 1", recorded("23505", DUPLICATE)).forget(BAD);
        assertRuns(site.planLast());
        assertStates(State.ROLLED_BACK);
    }

    @Test
    void oneThatFailedTwiceHasOneErrorToTell() throws SQLException {
        site.failed(BAD, THREE, "SELECT 1", recorded("42501", "permission denied"));
        site.sql("UPDATE _prisma_migrations SET rolled_back_at = now() WHERE logs IS NOT NULL");
        site.failedRow(BAD, THREE, recorded("23505", DUPLICATE));

        Plan plan = site.planLast();

        assertThat(failure(plan).sqlState()).isEqualTo("23505");
        assertRuns(plan);
        assertStates(State.ROLLED_BACK, State.ROLLED_BACK);
    }

    @Test
    void oneThatFailedAndWasAppliedLaterIsAnAppliedOne() throws SQLException {
        site.failedRow(BAD, "CREATE TABLE notes (id int);", "why");
        site.sql("UPDATE _prisma_migrations SET rolled_back_at = now() WHERE logs IS NOT NULL");
        site.apply(BAD, "CREATE TABLE notes (id int);");

        Plan plan = site.planLast();

        assertThat(plan.failure()).isNull();
        assertThat(plan.migrations().getFirst().history())
                .isEqualTo(new HistoryAction.DeleteRows());
        assertRuns(plan);
        assertThat(site.history(BAD)).isEmpty();
    }
}
