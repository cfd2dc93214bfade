package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.run.RunReport;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.SQLException;
import java.util.List;

/// Columns whose type is converted back, where what the migration made of a value has no way back.
class ConvertedBackTest extends SiteScene {
    private static final String ROWS =
            "SELECT string_agg(concat_ws(':', id, x, v), ' ' ORDER BY id) FROM t";

    private static final String BY_NAME =
            "SELECT string_agg(concat_ws('|', id, x, v, c, f, w, b, a), ' ' ORDER BY id) FROM t";

    @BeforeEach
    void migrate() throws SQLException {
        site.apply(
                "1_init",
                """
                CREATE TYPE color AS ENUM ('red', 'green', 'blue');
                CREATE TABLE t (id int PRIMARY KEY, x int NOT NULL CHECK (x > 0) UNIQUE,
                    v varchar(5), c color DEFAULT 'red', f float8, w timestamptz, b bit(3), a int[]);
                CREATE TABLE parts (id color, part int, x text, PRIMARY KEY (id, part))
                    PARTITION BY LIST (part);
                CREATE TABLE parts_1 PARTITION OF parts FOR VALUES IN (1);
                CREATE TABLE parts_2 PARTITION OF parts FOR VALUES IN (2);
                CREATE TABLE mother (id int PRIMARY KEY, x numeric);
                CREATE TABLE daughter (PRIMARY KEY (id)) INHERITS (mother);
                INSERT INTO t VALUES
                    (1, 1, 'abc', 'red', -0.0, '2026-11-21 01:02:03.456789+01', B'101', '{1,NULL}'),
                    (2, 2, '', 'green', 'NaN', 'infinity', B'000', '[0:1]={3,4}'),
                    (3, 3, NULL, NULL, NULL, NULL, NULL, NULL);
                INSERT INTO parts VALUES ('red', 1, 'a'), ('red', 2, NULL), ('blue', 2, 'b');
                INSERT INTO mother VALUES (1, 1.10);
                INSERT INTO daughter VALUES (1, 2.20);
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t ALTER x TYPE text USING 'n' || x, DROP CONSTRAINT t_x_check",
                "ALTER TABLE t ALTER v TYPE varchar(2) USING left(v, 2)",
                "ALTER TABLE t ALTER v TYPE int USING length(v)",
                "ALTER TABLE t ALTER c DROP DEFAULT, ALTER c TYPE text USING upper(c::text)",
                "ALTER TABLE t ALTER c DROP DEFAULT, ALTER c TYPE bool USING coalesce(c = 'red',"
                        + " true)",
                "ALTER TABLE t ALTER f TYPE int USING coalesce(nullif(f, 'NaN'), 7)::int",
                "ALTER TABLE t ALTER w TYPE date",
                "ALTER TABLE t ALTER w TYPE text USING 'at ' || w",
                "ALTER TABLE t ALTER a TYPE text USING 'it is ' || a::text",
                "ALTER TABLE t RENAME id TO key; ALTER TABLE t RENAME x TO y; ALTER TABLE t RENAME"
                    + " TO s; ALTER TABLE s DROP CONSTRAINT t_x_check, ALTER y TYPE text USING 'n'"
                    + " || y",
                "ALTER TABLE t ALTER x TYPE text USING 'n' || x, DROP CONSTRAINT t_x_check;"
                        + " DELETE FROM t WHERE id = 1; UPDATE t SET x = 7, v = 'x' WHERE id = 2;",
                "ALTER TABLE t ALTER v TYPE varchar(2) USING left(v, 2), ALTER f TYPE int USING 7;"
                        + " TRUNCATE t;",
                "ALTER TABLE t ALTER w TYPE date; UPDATE t SET w = NULL; DELETE FROM t WHERE id ="
                        + " 1;",
                "ALTER TABLE t ALTER c DROP DEFAULT, ALTER c TYPE text USING upper(c::text);"
                        + " DELETE FROM t WHERE id < 3;",
                "DELETE FROM t WHERE id = 2; ALTER TABLE t RENAME x TO y; ALTER TABLE t DROP"
                        + " CONSTRAINT t_x_check, ALTER y TYPE text USING 'n' || y; DELETE FROM t;",
                "CREATE TYPE c2 AS ENUM ('warm', 'cold'); ALTER TABLE t ALTER c DROP DEFAULT, ALTER"
                    + " c TYPE c2 USING (CASE WHEN c = 'red' THEN 'warm' ELSE 'cold' END)::c2;"
                    + " ALTER TABLE parts ALTER id TYPE text; DROP TYPE color; ALTER TYPE c2 RENAME"
                    + " TO color",
                "ALTER TABLE parts ALTER x TYPE int USING ascii(x)",
                "ALTER TABLE mother ALTER x TYPE numeric(5, 1)",
                "ALTER TABLE t ALTER w TYPE date; ALTER TABLE t ALTER w TYPE text USING 'at ' || w",
                "ALTER TABLE t ALTER w TYPE date; ALTER TABLE t ALTER w TYPE timestamptz",
                "ALTER TABLE t ALTER w TYPE date; DROP TABLE t",
                "ALTER TABLE t ALTER w TYPE date; DO 'BEGIN DROP TABLE t; END'",
            })
    void identity(String migration) throws SQLException {
        String before = site.value(ALL);
        site.deploy("2_bad", migration);

        Plan plan = site.planLast();

        assertThat(plan.obstacles()).isEmpty();
        assertThat(site.run(plan).deviations()).isEmpty();
        assertThat(site.value(ALL)).isEqualTo(before);
        assertThat(site.value("SELECT count(*) FROM backout.set_aside")).isEqualTo("0");
        assertThat(
                        site.value(
                                "SELECT count(*) FROM pg_proc WHERE pronamespace ="
                                        + " 'backout'::regnamespace AND proname LIKE 'returned%'"))
                .isEqualTo("0");
    }

    /// The column returns as the last one of its table, with the values of before its conversion.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t ALTER w TYPE date; ALTER TABLE t DROP COLUMN w",
                "ALTER TABLE t ALTER v TYPE varchar(2) USING left(v, 2); DELETE FROM t WHERE id ="
                        + " 1; ALTER TABLE t DROP COLUMN v",
                "CREATE TYPE tint AS ENUM ('warm', 'cold'); ALTER TABLE t ALTER c DROP DEFAULT,"
                        + " ALTER c TYPE tint USING 'warm'; ALTER TABLE t DROP COLUMN c;"
                        + " DROP TYPE tint",
            })
    void ofAColumnThatIsDroppedAfterThat(String migration) throws SQLException {
        String before = site.value(BY_NAME);
        site.deploy("2_bad", migration);

        Plan plan = site.planLast();

        assertThat(plan.notes()).noneMatch(note -> note.contains("does not return"));
        RunReport back = site.run(plan);
        assertThat(back.deviations()).isEmpty();
        assertThat(site.value(BY_NAME)).isEqualTo(before);
        site.run(site.planRedo(back));
        site.merging(new Merging(true, false, List.of())).run(site.planLast());
        assertThat(site.value(BY_NAME)).isEqualTo(before);
        assertThat(site.value("SELECT count(*) FROM backout.set_aside")).isEqualTo("0");
    }

    @Test
    void whatWasWrittenAnewStays() throws SQLException {
        site.deploy(
                "2_bad",
                "ALTER TABLE t DROP CONSTRAINT t_x_check, ALTER x TYPE text USING 'n' || x");
        site.sql("UPDATE t SET x = '77' WHERE id = 2; INSERT INTO t VALUES (9, '9', 'z')");

        Plan plan = site.planLast();

        assertThat(plan.obstacles()).isEmpty();
        assertThat(site.run(plan).deviations()).isEmpty();
        assertThat(site.value(ROWS)).isEqualTo("1:1:abc 2:77: 3:3 9:9:z");
        assertThat(
                        site.value(
                                "SELECT string_agg(concat_ws(' ', kind, key, kept, live), '; ')"
                                        + " FROM backout.set_aside"))
                .isEqualTo("conflict {2} {2} {77}");
    }

    @Test
    void whatWasWrittenAnewAndDoesNotFitIsInTheWay() throws SQLException {
        site.deploy(
                "2_bad",
                "ALTER TABLE t DROP CONSTRAINT t_x_check, ALTER x TYPE text USING 'n' || x");
        site.sql("UPDATE t SET x = 'other' WHERE id = 2");

        assertThat(site.planLast().obstacles())
                .singleElement()
                .satisfies(one -> assertThat(one.count()).isEqualTo(1));
    }

    @Test
    void whatWasWrittenAnewAndIsTooLongIsNotCut() throws SQLException {
        site.deploy("2_bad", "ALTER TABLE t ALTER v TYPE text USING upper(v)");
        Plan plan = site.planLast();
        site.sql("INSERT INTO t VALUES (9, 9, 'much too long')");

        assertThatThrownBy(() -> site.run(plan)).hasMessageContaining("too long");
        assertThat(site.value(ROWS)).isEqualTo("1:1:ABC 2:2: 3:3 9:9:much too long");
    }

    private static final String ALL =
            "SELECT concat_ws(E'\\n', (SELECT string_agg(t::text, ' ' ORDER BY id) FROM t), (SELECT"
                    + " string_agg(p::text, ' ' ORDER BY p) FROM parts p), (SELECT"
                    + " string_agg(m.tableoid::regclass || m::text, ' ' ORDER BY m.tableoid) FROM"
                    + " mother m))";
}
