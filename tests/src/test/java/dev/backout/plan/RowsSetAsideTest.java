package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.records.RecordSchema;
import dev.backout.vault.PutBack;
import dev.backout.vault.SetAside;
import dev.backout.vault.Vault;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/// A row that is set aside is so whole: with the values of columns that were dropped before it was
/// taken away, and that return only behind it.
class RowsSetAsideTest extends SiteScene {
    private static final String DROPS = "ALTER TABLE orders DROP COLUMN note, DROP COLUMN mark;";

    @BeforeEach
    void migrate() throws SQLException {
        site.apply(
                "1_init",
                """
                CREATE TABLE users (id int PRIMARY KEY);
                CREATE TABLE orders (b text, note text, a int, mark int NOT NULL,
                    user_id int REFERENCES users, PRIMARY KEY (a, b));
                INSERT INTO users VALUES (1), (2);
                INSERT INTO orders VALUES ('x', 'n1', 1, 7, 1), ('x', NULL, 2, 8, 1),
                    ('y', 'n3', 1, 9, 2);
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM orders;",
                "TRUNCATE orders;",
                "DROP TABLE orders;",
                "TRUNCATE orders; INSERT INTO orders (a, b) VALUES (1, 'x');",
            })
    void withAllValues(String taken) throws SQLException {
        site.deploy("2_bad", DROPS + taken)
                .sql("DELETE FROM users WHERE id = 1")
                .run(site.planLast());

        assertWhole();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE FROM orders;", "TRUNCATE orders;", "DROP TABLE orders;"})
    void withThoseOfAnEarlierMigration(String taken) throws SQLException {
        site.deploy("2_drops", DROPS)
                .deploy("3_takes", taken)
                .sql("DELETE FROM users WHERE id = 1")
                .run(site.plan(new Choice.Last(2)));

        assertWhole();
    }

    @Test
    void withThoseThatALaterRunBringsBack() throws SQLException {
        site.deploy("2_drops", DROPS)
                .deploy("3_takes", "DELETE FROM orders;")
                .sql("DELETE FROM users WHERE id = 1")
                .run(site.planLast());
        assertThat(aside()).isEqualTo("x,1,1 x,2,1");
        site.run(site.planLast());

        assertWhole();
    }

    /// The others came back, and stay as they are.
    private void assertWhole() throws SQLException {
        assertThat(orders()).isEqualTo("y,n3,1,9,2");
        assertThat(aside()).isEqualTo("x,NULL,2,8,1 x,n1,1,7,1");

        site.sql("INSERT INTO users VALUES (1)");
        Vault vault = new Vault(new RecordSchema(RecordSchema.USUAL));
        try (Connection connection = site.connect()) {
            var outcomes =
                    new PutBack(vault, connection, false)
                            .apply(
                                    SetAside.open(connection, vault, null, null),
                                    "somebody",
                                    Duration.ofSeconds(2),
                                    false,
                                    _ -> {});
            assertThat(outcomes).allMatch(PutBack.Outcome::done);
        }
        assertThat(orders()).isEqualTo("x,n1,1,7,1 x,2,8,1 y,n3,1,9,2");
    }

    private @Nullable String orders() throws SQLException {
        return site.value(
                "SELECT string_agg(concat_ws(',', b, note, a, mark, user_id), ' '"
                        + " ORDER BY b, a) FROM orders");
    }

    /// The values of rows that were set aside, by the names of their columns.
    private @Nullable String aside() throws SQLException {
        return site.value(
                """
                SELECT string_agg(row, ' ' ORDER BY row COLLATE "C") FROM (
                    SELECT s.id, string_agg(coalesce(v, 'NULL'), ',' ORDER BY
                        array_position('{b,note,a,mark,user_id}', c)) AS row
                    FROM backout.set_aside s, unnest(s.columns, s.kept) u (c, v)
                    GROUP BY s.id) r
                """);
    }
}
