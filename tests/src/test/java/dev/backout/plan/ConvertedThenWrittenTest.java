package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.run.RunReport;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.SQLException;

/// Columns that get another type and are written afterwards by the same migration: only values that
/// stay are in the way, only what somebody else wrote is a conflict, and it can be done again.
class ConvertedThenWrittenTest extends SiteScene {
    private static final String ALL =
            "SELECT concat_ws(E'\\n', (SELECT string_agg(t::text, ' ' ORDER BY id) FROM t), (SELECT"
                    + " string_agg(p::text, ' ' ORDER BY p::text) FROM plain p), (SELECT"
                    + " string_agg(c::text, ' ' ORDER BY id) FROM child c))";

    @BeforeEach
    void migrate() throws SQLException {
        site.apply(
                "1_init",
                """
                CREATE TYPE color AS ENUM ('red', 'green', 'blue');
                CREATE TABLE t (id int PRIMARY KEY, x int NOT NULL UNIQUE, v varchar(5),
                    c color NOT NULL DEFAULT 'red', d timestamptz);
                CREATE TABLE child (id int PRIMARY KEY, t_id int REFERENCES t);
                CREATE TABLE plain (a int, b varchar(3));
                INSERT INTO t VALUES (1, 1, 'abc', 'red', 'infinity'), (2, 2, '', 'green', '2026-11-21'),
                    (3, 3, NULL, 'blue', NULL), (4, 4, 'abcd', 'blue', NULL);
                INSERT INTO child VALUES (1, 1);
                INSERT INTO plain VALUES (1, 'x'), (1, 'x'), (2, NULL);
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t ALTER v TYPE text; UPDATE t SET v = 'much too long' WHERE id < 3",
                "ALTER TABLE t ALTER x TYPE text; UPDATE t SET x = 'no ' || x",
                "ALTER TABLE t ALTER x TYPE text USING 'n' || x; UPDATE t SET x = 'no ' || x WHERE"
                        + " id = 2",
                "ALTER TABLE t ALTER x TYPE bigint; UPDATE t SET x = 9999999999 + id",
                "ALTER TABLE t ALTER x TYPE numeric; UPDATE t SET x = x + 0.5",
                "ALTER TABLE t ALTER c DROP DEFAULT, ALTER c TYPE text; UPDATE t SET c = 'violet'",
                "CREATE TYPE c2 AS ENUM ('red', 'violet'); ALTER TABLE t ALTER c DROP DEFAULT,"
                        + " ALTER c TYPE c2 USING 'red'; DROP TYPE color; ALTER TYPE c2 RENAME TO"
                        + " color; UPDATE t SET c = 'violet' WHERE id < 3",
                "ALTER TABLE t ALTER d TYPE text; UPDATE t SET d = 'never' WHERE id = 2",
                "ALTER TABLE t ALTER v TYPE text; INSERT INTO t VALUES (9, 9, 'much too long');",
                "ALTER TABLE t ALTER x TYPE text; UPDATE t SET x = 'no ' || x; ALTER TABLE t ADD e"
                        + " int DEFAULT 1; UPDATE t SET x = 'and ' || x, e = 2 WHERE id < 4",
                "ALTER TABLE t ALTER x TYPE text; UPDATE t SET x = 'no ' || x; DELETE FROM t WHERE"
                        + " id = 2",
                "INSERT INTO t VALUES (9, 9, 'abcde'); ALTER TABLE t ALTER v TYPE varchar(2) USING"
                        + " left(v, 2); UPDATE t SET id = 59 WHERE id = 9",
            })
    void whatIsUndoneAnywayIsNotInTheWay(String migration) throws SQLException {
        String before = site.value(ALL);
        site.deploy("2_bad", migration);
        String after = site.value(ALL);

        Plan plan = site.planLast();

        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan.vault().conflicts()).isEmpty();
        assertThat(plan.casualties()).isEmpty();
        RunReport back = run(plan);
        assertThat(site.value(ALL)).isEqualTo(before);
        assertThat(site.value("SELECT count(*) FROM backout.set_aside")).isEqualTo("0");
        Plan again = site.planRedo(back);
        assertThat(again.obstacles()).isEmpty();
        run(again);
        assertThat(site.value(ALL)).isEqualTo(after);
        run(site.planLast());
        assertThat(site.value(ALL)).isEqualTo(before);
        assertThat(site.value("SELECT count(*) FROM backout.set_aside")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ALTER TABLE t DROP COLUMN v;"})
    void rowsThatGetAnotherKeyAfterItGetTheirValues(String more) throws SQLException {
        site.deploy(
                "2_bad",
                "ALTER TABLE t ALTER v TYPE varchar(2) USING left(v, 2);"
                        + " UPDATE t SET id = id + 50 WHERE id > 1;"
                        + more);

        Plan plan = site.planLast();

        assertThat(plan.vault().conflicts()).isEmpty();
        run(plan);
        assertThat(site.value("SELECT string_agg(ROW(id, v)::text, ' ' ORDER BY id) FROM t"))
                .isEqualTo("(1,abc) (2,\"\") (3,) (4,abcd)");
        assertThat(site.value("SELECT count(*) FROM backout.set_aside")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t ALTER v TYPE varchar(2) USING left(v, 2)",
                "ALTER TABLE t ALTER c DROP DEFAULT, ALTER c TYPE text USING upper(c::text)",
            })
    void thereAndBackAnyNumberOfTimes(String migration) throws SQLException {
        String before = site.value(ALL);
        site.deploy("2_bad", migration);
        String after = site.value(ALL);
        for (int i = 0; i < 2; i++) {
            Plan plan = site.planLast();
            assertThat(plan.obstacles()).isEmpty();
            RunReport back = run(plan);
            assertThat(site.value(ALL)).isEqualTo(before);
            Plan again = site.planRedo(back);
            assertThat(again.obstacles()).isEmpty();
            run(again);
            assertThat(site.value(ALL)).isEqualTo(after);
        }
        assertThat(site.value("SELECT count(*) FROM backout.set_aside")).isEqualTo("0");
    }

    @Test
    void labelsThatWereWrittenLaterComeBackAsWell() throws SQLException {
        site.deploy("2_bad", "ALTER TABLE t ALTER c DROP DEFAULT, ALTER c TYPE text");
        site.sql("UPDATE t SET c = 'violet' WHERE id = 2");
        String after = site.value(ALL);

        Plan stuck = site.planLast();
        assertThat(stuck.obstacles()).singleElement().extracting(Obstacle::count).isEqualTo(1L);
        site.merging(new Merging(false, true, java.util.List.of()));
        for (int i = 0; i < 2; i++) {
            RunReport back = run(site.planLast());
            Plan again = site.planRedo(back);
            assertThat(again.obstacles()).isEmpty();
            run(again);
            assertThat(site.value(ALL)).isEqualTo(after);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE t SET v = 'w' WHERE id = 1",
                "UPDATE t SET v = 'w' WHERE id = 2",
                "UPDATE t SET v = 'w'",
                "UPDATE t SET v = upper(v)",
                "DELETE FROM child; DELETE FROM t WHERE id = 1",
            })
    void conflictsAreCountedAsTheyAreSetAside(String later) throws SQLException {
        site.deploy(
                "2_bad",
                "ALTER TABLE t ALTER v TYPE varchar(2) USING left(v, 2); UPDATE t SET v = 'zz'"
                        + " WHERE id IN (1, 2)");
        site.sql(later);

        Plan plan = site.planLast();

        run(plan);
        assertThat(plan.vault().conflicts().stream().mapToLong(Casualty::count).sum())
                .isEqualTo(
                        Long.parseLong(
                                String.valueOf(
                                        site.value(
                                                "SELECT count(*) FROM backout.set_aside WHERE kind"
                                                        + " = 'conflict'"))));
    }

    private RunReport run(Plan plan) throws SQLException {
        RunReport report = site.run(plan);
        assertThat(report.deviations()).isEmpty();
        return report;
    }
}
