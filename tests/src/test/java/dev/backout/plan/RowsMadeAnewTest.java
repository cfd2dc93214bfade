package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.run.RunReport;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;

/// Rows of a table that a migration emptied, and that it inserted anew, are led back like those
/// that it updated: value by value.
class RowsMadeAnewTest extends SiteScene {
    private static final String MADE =
            "TRUNCATE orders CASCADE; INSERT INTO orders (id, note) VALUES (1, 'm1'), (2, 'm2');";

    @BeforeEach
    void migrate() throws SQLException {
        site.apply(
                "1_init",
                """
                CREATE TYPE mood AS ENUM ('sad', 'ok');
                CREATE TABLE users (id int PRIMARY KEY);
                CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users,
                    note text UNIQUE, mood mood DEFAULT 'ok', amount numeric DEFAULT 1.0);
                CREATE TABLE lines (id int PRIMARY KEY, order_id int REFERENCES orders);
                INSERT INTO users VALUES (1), (2);
                INSERT INTO orders VALUES (1, 1, 'n1', 'sad', 1.00), (2, 2, 'n2', NULL, 7),
                    (3, 2, NULL, 'ok', 1.0);
                INSERT INTO lines VALUES (1, 1);
                """);
    }

    @Test
    void valuesThatNobodyWroteSinceReturn() throws SQLException {
        backOut(MADE, "UPDATE orders SET amount = 5 WHERE id = 1", 1);

        assertThat(orders()).isEqualTo("(1,1,n1,sad,5) (2,2,n2,,7) (3,2,,ok,1.0)");
        assertThat(aside()).isEqualTo("conflict written anew since {1} {amount} {1.00} {5}");
        assertThat(site.value("SELECT string_agg(l::text, ' ') FROM lines l")).isEqualTo("(1,1)");
    }

    @Test
    void aRowThatOthersReferToBecomesWhatItWas() throws SQLException {
        backOut(MADE, "INSERT INTO lines VALUES (9, 2)", 0);

        assertThat(orders()).isEqualTo("(1,1,n1,sad,1.00) (2,2,n2,,7) (3,2,,ok,1.0)");
        assertThat(aside()).isNull();
    }

    @Test
    void whatHasNoPlaceIsSetAside() throws SQLException {
        backOut(
                MADE,
                "UPDATE orders SET amount = 5; INSERT INTO orders (id, note) VALUES (4, 'n2');"
                        + " DELETE FROM users WHERE id = 1",
                2);

        assertThat(orders()).isEqualTo("(1,,n1,sad,5) (2,2,m2,,5) (3,2,,ok,1.0) (4,,n2,ok,1.0)");
        assertThat(aside())
                .isEqualTo(
                        "conflict written anew since {1} {amount} {1.00} {5};"
                                + " conflict written anew since {2} {amount} {7} {5};"
                                + " set-aside a row that was written since has its orders_note_key"
                                + " {2} {note} {n2} {m2};"
                                + " set-aside what it refers to is gone {1} {user_id} {1} {NULL}");
    }

    /// A row that nobody but the application inserted stays whole.
    @Test
    void aRowThatCameLaterStaysWhole() throws SQLException {
        backOut(
                "TRUNCATE orders CASCADE; INSERT INTO orders (id) VALUES (2);",
                "INSERT INTO orders (id, note) VALUES (1, 'z')",
                1);

        assertThat(orders()).isEqualTo("(1,,z,ok,1.0) (2,2,n2,,7) (3,2,,ok,1.0)");
        assertThat(aside())
                .isEqualTo(
                        "conflict written anew since {1} {id,user_id,note,mood,amount}"
                                + " {1,1,n1,sad,1.00} {1,NULL,z,ok,1.0}");
    }

    @Test
    void anEmptiedTableThatIsEmptiedAgain() throws SQLException {
        backOut(
                "TRUNCATE orders CASCADE; INSERT INTO orders (id, note) VALUES (1, 'm1'); TRUNCATE"
                        + " orders CASCADE; INSERT INTO orders (id, amount) VALUES (1, 3);",
                "UPDATE orders SET mood = NULL",
                2);

        assertThat(orders()).isEqualTo("(1,1,n1,,1.00) (2,2,n2,,7) (3,2,,ok,1.0)");
    }

    @Test
    void thereAndBackAnyNumberOfTimes() throws SQLException {
        RunReport run =
                backOut(
                        MADE + "ALTER TABLE orders DROP COLUMN mood;",
                        "UPDATE orders SET amount = 5 WHERE id = 1",
                        1);
        String there = "(1,,m1,5) (2,,m2,1.0)";
        for (int i = 0; i < 2; i++) {
            assertThat(rows("id, user_id, note, amount, mood"))
                    .isEqualTo("(1,1,n1,5,sad) (2,2,n2,7,) (3,2,,1.0,ok)");
            site.run(site.planRedo(run));
            assertThat(orders()).isEqualTo(there);
            run = site.run(site.planLast());
        }
    }

    /// @param conflicts how many the plan tells
    private RunReport backOut(String migration, String later, long conflicts) throws SQLException {
        site.deploy("2_bad", migration).sql(later);
        Plan plan = site.planLast();
        assertThat(plan.vault().conflicts().stream().mapToLong(one -> one.count()).sum())
                .isEqualTo(conflicts);
        return site.run(plan);
    }

    private @Nullable String orders() throws SQLException {
        return rows("o.*");
    }

    private @Nullable String rows(String columns) throws SQLException {
        return site.value(
                "SELECT string_agg(r::text, ' ' ORDER BY id) FROM (SELECT %s FROM orders o) r"
                        .formatted(columns));
    }

    private @Nullable String aside() throws SQLException {
        return site.value(
                "SELECT string_agg(concat_ws(' ', kind, reason, key, columns, kept, live), '; '"
                        + " ORDER BY kind, reason, key) FROM backout.set_aside");
    }
}
