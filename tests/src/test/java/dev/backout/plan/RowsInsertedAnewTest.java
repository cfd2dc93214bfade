package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.run.RunReport;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;

/// Rows that a migration deleted and inserted anew, with something else destroyed in between, and
/// that stay since somebody refers to them or wrote into them: like rows that were updated, each
/// value that nobody wrote since is again what it was.
class RowsInsertedAnewTest extends SiteScene {
    private static final String DELETE = "DELETE FROM orders WHERE id = 1;";
    private static final String INSERT = "INSERT INTO orders (id) VALUES (1);";

    @BeforeEach
    void migrate() throws SQLException {
        site.apply(
                "1_init",
                """
                CREATE TABLE users (id int PRIMARY KEY, tags text[], at timestamptz);
                CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users,
                    note text UNIQUE);
                CREATE TABLE lines (id int PRIMARY KEY, order_id int REFERENCES orders);
                INSERT INTO users VALUES (1), (2);
                INSERT INTO orders VALUES (1, 1, 'n1');
                """);
    }

    /// @param between what is done between the two
    /// @param behind what is done after them
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "ALTER TABLE users DROP COLUMN tags;|''|INSERT INTO lines VALUES (9, 1)|(1,1,n1)|-",
                "ALTER TABLE users DROP COLUMN tags;|''|UPDATE orders SET note ="
                        + " 'w'|(1,1,w)|conflict {note}",
                "ALTER TABLE users DROP COLUMN tags;|''|DELETE FROM orders; INSERT INTO orders"
                        + " VALUES (1, 2, 'w')|(1,2,w)|conflict {user_id,note}",
                "ALTER TABLE users DROP COLUMN tags;|''|DELETE FROM users WHERE id = 1; INSERT INTO"
                        + " lines VALUES (9, 1)|(1,,n1)|set-aside {user_id}",
                "ALTER TABLE users DROP COLUMN tags;|''|INSERT INTO orders (id, note) VALUES (7,"
                        + " 'n1'); INSERT INTO lines VALUES (9, 1)|(1,1,) (7,,n1)|set-aside {note}",
                "ALTER TABLE users DROP COLUMN tags;|ALTER TABLE users DROP COLUMN at; UPDATE"
                        + " orders SET note = 'z';|INSERT INTO lines VALUES (9, 1)|(1,1,n1)|-",
                "ALTER TABLE users DROP COLUMN tags;|ALTER TABLE users DROP COLUMN at; UPDATE"
                        + " orders SET note = 'z';|UPDATE orders SET note = 'w'|(1,1,w)|conflict"
                        + " {note}; conflict {note}",
                "ALTER TABLE users DROP COLUMN tags;|UPDATE orders SET note = 'x';|UPDATE orders"
                        + " SET note = NULL|(1,1,)|conflict {note}",
                "ALTER TABLE users DROP COLUMN tags;|ALTER TABLE users DROP COLUMN at; DELETE FROM"
                    + " orders; ALTER TABLE users ADD COLUMN n int; INSERT INTO orders VALUES (1,"
                    + " 2, 'q');|INSERT INTO lines VALUES (9, 1)|(1,1,n1)|-",
                "ALTER TABLE orders DROP COLUMN note;|''|INSERT INTO lines VALUES (9,"
                        + " 1)|(1,1,n1)|-",
                "ALTER TABLE orders DROP COLUMN note;|''|UPDATE orders SET user_id ="
                        + " 2|(1,2,n1)|conflict {user_id}",
                "ALTER TABLE orders ALTER COLUMN note TYPE varchar(1) USING left(note, 1);|UPDATE"
                        + " orders SET note = 'q';|INSERT INTO lines VALUES (9, 1)|(1,1,n1)|-",
            })
    void valuesThatNobodyWroteSinceReturn(
            String between, String behind, String later, String orders, @Nullable String aside)
            throws SQLException {
        site.deploy("2_bad", DELETE + between + INSERT + behind).sql(later);
        String there = live();

        RunReport run = site.run(site.planLast());

        assertThat(orders()).isEqualTo(orders);
        assertThat(aside()).isEqualTo(aside);
        site.run(site.planRedo(run));
        assertThat(live()).isEqualTo(there);
        site.run(site.planLast());
        assertThat(orders()).isEqualTo(orders);
    }

    /// By the time that the first of them is undone, the row is one that another migration left.
    @Test
    void aRowOfAnotherMigrationStaysAndThePlanSaysSo() throws SQLException {
        site.deploy("2_bad", DELETE).deploy("3_bad", INSERT).sql("INSERT INTO lines VALUES (9, 1)");

        Plan plan = site.plan(new Choice.Last(2));
        site.run(plan);

        assertThat(plan.vault().conflicts()).extracting(Casualty::count).containsExactly(1L);
        assertThat(orders()).isEqualTo("(1,,)");
        assertThat(aside()).isEqualTo("conflict {id,user_id,note}");
    }

    private String live() throws SQLException {
        return String.valueOf(
                site.value("SELECT string_agg(o::text, ' ' ORDER BY id) FROM orders o"));
    }

    private String orders() throws SQLException {
        return String.valueOf(
                site.value(
                        "SELECT string_agg(concat('(', id, ',', user_id, ',', note, ')'), ' '"
                                + " ORDER BY id) FROM orders"));
    }

    private @Nullable String aside() throws SQLException {
        return site.value(
                "SELECT string_agg(concat(kind, ' ', columns), '; ' ORDER BY id)"
                        + " FROM backout.set_aside");
    }
}
