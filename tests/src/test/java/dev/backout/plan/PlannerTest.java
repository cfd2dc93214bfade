package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// What is planned for the usual ways that a migration is wanted back.
class PlannerTest extends PlannerScene {
    @Test
    void undoesTheLastMigrationAndCountsWhatItDrops() throws SQLException {
        site.apply("2_nickname", NICKNAME);
        site.sql("UPDATE users SET nickname = 'x' WHERE id <= 3");

        Plan plan = site.planLast();

        assertThat(plan.statements())
                .containsExactly("ALTER TABLE public.users DROP COLUMN nickname");
        assertThat(plan.casualties()).isEmpty();
        assertThat(plan.vault().keeps())
                .singleElement()
                .satisfies(lost -> {
                    assertThat(lost.object().text()).isEqualTo("public.users.nickname");
                    assertThat(lost.count()).isEqualTo(3);
                    assertThat(lost.exact()).isTrue();
                    assertThat(lost.since()).isFalse();
                });
        assertThat(plan.data()).isEqualTo("kept");
        assertThat(plan.locks())
                .singleElement()
                .satisfies(lock -> {
                    assertThat(lock.table().text()).isEqualTo("public.users");
                    assertThat(lock.mode()).isEqualTo("AccessExclusiveLock");
                });
        assertThat(plan.migrations())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.name()).isEqualTo("2_nickname");
                    assertThat(one.rowIds()).containsExactly("2");
                    assertThat(one.checksums()).hasSizeGreaterThanOrEqualTo(2);
                });
        assertThat(plan.runnable()).isTrue();
    }

    @Test
    void losesNothingWhereNothingIs() throws SQLException {
        site.apply("2_nickname", NICKNAME);

        Plan plan = site.planLast();

        assertThat(plan.casualties()).isEmpty();
        assertThat(plan.data()).isEqualTo("none");
        assertThat(plan.notes()).anyMatch(note -> note.contains("holds no value"));
    }

    @Test
    void leavesInPlaceWhatOnlyAdds() throws SQLException {
        site.apply("2_nickname", NICKNAME);

        Plan plan = site.undecided().planLast();

        assertThat(plan.strategy())
                .isEqualTo(
                        new Strategy.LeaveInPlace(
                                List.of("ALTER TABLE public.users DROP COLUMN nickname")));
        assertThat(plan.statements()).isEmpty();
        assertThat(plan.runnable()).isFalse();
    }

    @Test
    void doesNotLeaveInPlaceWhatBreaksTheOldRelease() throws SQLException {
        site.apply(
                "2_required",
                "ALTER TABLE orders ALTER code SET DEFAULT 'x';UPDATE orders SET code = 'x'; ALTER"
                        + " TABLE orders ALTER code SET NOT NULL;");

        Plan plan = site.undecided().planLast();

        assertThat(plan.strategy()).isEqualTo(new Strategy.Inverse());
        assertThat(plan.reason()).contains("public.orders.code");
    }

    @Test
    void undoesSeveralAsOne() throws SQLException {
        site.apply("2_nickname", NICKNAME)
                .apply("3_rename", "ALTER TABLE users RENAME COLUMN nickname TO alias;");

        Plan plan = site.plan(new Choice.Last(2));

        assertThat(plan.statements()).containsExactly("ALTER TABLE public.users DROP COLUMN alias");
        assertThat(plan.migrations())
                .extracting(UndoneMigration::name)
                .containsExactly("3_rename", "2_nickname");
        assertThat(site.plan(new Choice.BackTo("1_init")).statements())
                .isEqualTo(plan.statements());
    }

    @Test
    void undoesOneInTheMiddleAlone() throws SQLException {
        site.apply("2_nickname", NICKNAME)
                .apply("3_index", "CREATE INDEX orders_total_idx ON orders (total);");

        Plan plan = site.plan(new Choice.Only("2_nickname"));

        assertThat(plan.statements())
                .containsExactly("ALTER TABLE public.users DROP COLUMN nickname");
        assertThat(plan.migrations())
                .extracting(UndoneMigration::name)
                .containsExactly("2_nickname");
    }

    @Test
    void namesWhatWasBuiltOnOneInTheMiddle() throws SQLException {
        site.apply("2_nickname", NICKNAME)
                .apply("3_index", "CREATE INDEX users_nickname_idx ON users (nickname);");

        assertThatThrownBy(() -> site.plan(new Choice.Only("2_nickname")))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        refusal -> {
                            assertThat(refusal.code()).isEqualTo(ErrorCode.UNPROVED);
                            assertThat(refusal).hasMessageContaining("3_index");
                            assertThat(refusal.hints())
                                    .anyMatch(hint -> hint.contains("backout plan --to 1_init"));
                        });
    }

    @Test
    void tellsWhatWasNeverAppliedHere() {
        Plan plan = site.pending("9_new", NICKNAME).plan(new Choice.Only("9_new"));

        assertThat(plan.strategy()).isEqualTo(new Strategy.RevertCommit());
        assertThat(plan.runnable()).isFalse();
    }

    @Test
    void knowsNoOtherMigration() {
        assertThatThrownBy(() -> site.plan(new Choice.Only("init")))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        refusal -> {
                            assertThat(refusal.code()).isEqualTo(ErrorCode.MIGRATION_UNKNOWN);
                            assertThat(refusal.hints()).containsExactly("did you mean 1_init?");
                        });
    }

    @Test
    void tellsWhoIsInTheWay() throws Exception {
        site.apply("2_nickname", NICKNAME);
        try (Connection other = site.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SET application_name = 'reporting'");
            statement.execute("SELECT count(*) FROM users");
            statement.execute("SELECT pg_sleep(1.2)");

            assertThat(site.planLast().notes())
                    .anyMatch(note -> note.contains("reporting") && note.contains("in the way"));
            other.rollback();
        }
    }
}
