package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;

/// The rows that a migration failed on are named, and none of their values is told.
class FailedRowsTest extends FailedScene {
    @Test
    void theErrorOfEachKindNamesItsRows() throws SQLException {
        assertRows(
                "ALTER TABLE orders ADD CONSTRAINT o FOREIGN KEY (user_id) REFERENCES users (id);",
                "23503",
                "SELECT t.* FROM public.orders t WHERE t.user_id IS NOT NULL AND NOT EXISTS"
                        + " (SELECT 1 FROM public.users r WHERE r.id = t.user_id) LIMIT 20");
        assertRows(
                "ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0);",
                "23514",
                "SELECT * FROM public.orders WHERE NOT ((total > 0)) LIMIT 20");
        assertRows(
                "ALTER TABLE users ADD COLUMN must int NOT NULL;",
                "23502",
                "SELECT * FROM public.users LIMIT 20");
        assertRows(
                "ALTER TABLE users ALTER COLUMN age TYPE integer USING age::integer;",
                "22P02",
                major >= 16
                        ? "SELECT * FROM public.users WHERE NOT"
                                + " pg_input_is_valid(age::text, 'integer') LIMIT 20"
                        : "SELECT * FROM public.users WHERE CASE WHEN age::text ~"
                                + " '^[[:space:]]*[-+]?[0-9]+[[:space:]]*$'"
                                + " THEN NOT (age::text::numeric BETWEEN -2147483648 AND"
                                + " 2147483647) ELSE age IS NOT NULL END LIMIT 20");
    }

    private void assertRows(String sql, String sqlState, String query) throws SQLException {
        site.failed(BAD, sql, "SELECT 1", recorded(sqlState, "it failed"));
        Plan plan = site.planLast();
        assertThat(failure(plan).rows())
                .singleElement()
                .satisfies(rows -> {
                    assertThat(rows.query()).isEqualToIgnoringCase(query);
                    assertThat(rows.count()).isPositive();
                });
        site.value(failure(plan).rows().getFirst().query());
        site.forget(BAD).sql("DELETE FROM _prisma_migrations WHERE migration_name = '2_bad'");
    }

    @Test
    void noRowValueIsInThePlan() throws SQLException {
        site.failed(
                BAD,
                "ALTER TABLE users ALTER COLUMN age TYPE integer USING age::integer;",
                "SELECT 1",
                recorded("22P02", "invalid input syntax for type integer: \"old secret\""));
        Plan plan = site.planLast();
        assertThat(plan.toString()).doesNotContain("old secret");
        assertThat(failure(plan).error()).isEqualTo("invalid input syntax for type integer");
    }

    @Test
    void whetherRowsWereWrittenIsNotGuessed() throws SQLException {
        String sql =
                """
                CREATE TABLE notes (id int PRIMARY KEY);
                COMMIT;
                INSERT INTO notes VALUES (1);
                COMMIT;
                ALTER TABLE users ALTER COLUMN name SET NOT NULL;
                """;
        site.failed(
                BAD,
                sql,
                "CREATE TABLE notes (id int PRIMARY KEY); INSERT INTO notes VALUES (1)",
                recorded("23502", NULLS));

        Plan plan = site.planLast();
        assertThat(failure(plan).progress())
                .isInstanceOfSatisfying(
                        Progress.Upto.class,
                        part -> {
                            assertThat(part.done()).isEqualTo(1);
                            assertThat(part.uncertain().getFirst()).contains("INSERT INTO notes");
                        });
        assertThat(plan.strategy()).isEqualTo(new Strategy.Inverse());
        assertThat(plan.vault().keeps()).isNotEmpty();
        site.way(Way.FINISH);
        assertThatThrownBy(() -> site.planLast()).hasMessageContaining("INSERT INTO notes");
    }
}
