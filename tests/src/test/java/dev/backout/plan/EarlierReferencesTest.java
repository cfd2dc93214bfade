package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.run.RunReport;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;

/// Rows that a migration had refer to something else before it took them away: they return also
/// where that is gone since, as long as what they referred to at first is there.
class EarlierReferencesTest extends SiteScene {
    @BeforeEach
    void migrate() throws SQLException {
        site.apply(
                "1_init",
                """
                CREATE TABLE orders (id int PRIMARY KEY, area int, UNIQUE (id, area));
                CREATE TABLE lines (id int PRIMARY KEY, order_id int REFERENCES orders,
                    other int, area int, what text, FOREIGN KEY (other, area) REFERENCES orders (id, area));
                INSERT INTO orders VALUES (1, 7), (2, 7), (3, 8);
                INSERT INTO lines VALUES (1, 1, 1, 7, 'a'), (2, 2, NULL, NULL, 'b'), (3, 3, 3, 8, 'c');
                """);
    }

    /// @param goes how the rows are taken away
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TRUNCATE lines|UPDATE lines SET order_id = 3, what = 'x'|(1,1,1,7,a)"
                        + " (2,2,,,b)|DELETE FROM orders WHERE id = 3",
                "DROP TABLE lines|UPDATE lines SET order_id = 3, what = 'x'|(1,1,1,7,a)"
                        + " (2,2,,,b)|DELETE FROM orders WHERE id = 3",
                "TRUNCATE lines|UPDATE lines SET other = 3, area = 8; UPDATE lines SET other = 2,"
                        + " area = 7|(1,1,1,7,a) (3,3,3,8,c)|DELETE FROM orders WHERE id = 2",
                "DROP TABLE lines|UPDATE lines SET other = 3, area = 8; UPDATE lines SET other = 2,"
                        + " area = 7|(1,1,1,7,a) (3,3,3,8,c)|DELETE FROM orders WHERE id = 2",
                "TRUNCATE lines|UPDATE lines SET order_id = 3; ALTER TABLE lines DROP COLUMN"
                        + " what|(1,1,1,7,a) (2,2,,,b)|DELETE FROM orders WHERE id = 3",
                "TRUNCATE lines|INSERT INTO lines VALUES (9, 1); UPDATE lines SET order_id ="
                        + " 3|(1,1,1,7,a) (2,2,,,b)|DELETE FROM orders WHERE id = 3",
            })
    void returnWhereTheyBelong(String goes, String writes, String lines, String later)
            throws SQLException {
        site.deploy("2_bad", writes + "; " + goes).sql(later);

        RunReport run = site.run(site.planLast());

        assertThat(lines()).isEqualTo(lines);
        site.run(site.planRedo(run));
        assertThat(
                        site.value(
                                goes.startsWith("DROP")
                                        ? "SELECT to_regclass('lines')::text"
                                        : "SELECT string_agg(id::text, ' ') FROM lines"))
                .isNull();
        site.run(site.planLast());
        assertThat(lines()).isEqualTo(lines);
    }

    private String lines() throws SQLException {
        return String.valueOf(
                site.value(
                        "SELECT string_agg(concat('(', concat_ws(',', id, coalesce(order_id::text,"
                            + " ''), coalesce(other::text, ''), coalesce(area::text, ''), what),"
                            + " ')'), ' ' ORDER BY id) FROM lines"));
    }
}
