package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;

/// A migration takes a constraint away and writes rows that violate it. These are not in the way of
/// the constraint: they leave with what the vault brings back. What was written since may be.
class ReturningGuardsTest extends SiteScene {
    @BeforeEach
    void migrate() throws SQLException {
        site.apply(
                "1_init",
                """
                CREATE TABLE parents (id int PRIMARY KEY, code text NOT NULL UNIQUE,
                    n int NOT NULL CHECK (n > 0), span int4range,
                    EXCLUDE USING gist (span WITH &&));
                CREATE UNIQUE INDEX lower_code ON parents (lower(code)) WHERE n < 100;
                CREATE TABLE children (id int PRIMARY KEY,
                    parent int NOT NULL CONSTRAINT family REFERENCES parents);
                INSERT INTO parents VALUES (1, 'a', 1, '[1,5)'), (2, 'b', 2, '[5,9)'), (3, 'c', 3, NULL);
                INSERT INTO children VALUES (1, 1), (2, 2), (3, 2);
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ALTER TABLE children DROP CONSTRAINT family; DELETE FROM parents WHERE id = 2",
                "ALTER TABLE children DROP CONSTRAINT family; UPDATE children SET parent = 9",
                "ALTER TABLE children DROP CONSTRAINT family; TRUNCATE parents",
                "DROP TABLE parents CASCADE",
                "ALTER TABLE parents DROP CONSTRAINT parents_code_key; DROP INDEX lower_code;"
                        + " INSERT INTO parents VALUES (4, 'a', 1); UPDATE parents SET code = 'a'",
                "DROP INDEX lower_code; UPDATE parents SET code = 'A' WHERE id = 2",
                "ALTER TABLE parents DROP CONSTRAINT parents_n_check; UPDATE parents SET n = -n",
                "ALTER TABLE parents ALTER n DROP NOT NULL; UPDATE parents SET n = NULL",
                "ALTER TABLE parents DROP CONSTRAINT parents_span_excl; UPDATE parents SET span ="
                        + " '[1,9)'",
            })
    void whatTheMigrationWroteIsNotInTheWay(String migration) throws SQLException {
        DataImage before = DataImage.read(site);
        site.deploy("2_bad", migration);

        Plan plan = site.planLast();

        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan.casualties()).isEmpty();
        assertThat(site.run(plan).deviations()).isEmpty();
        assertThat(before.differences(DataImage.read(site))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ALTER TABLE children DROP CONSTRAINT family; DELETE FROM parents WHERE id = 2 |"
                        + " UPDATE children SET parent = 7 WHERE id = 3",
                "DROP TABLE parents CASCADE | INSERT INTO children VALUES (9, 9)",
                "ALTER TABLE parents DROP CONSTRAINT parents_n_check; UPDATE parents SET n = -n |"
                        + " UPDATE parents SET n = -7 WHERE id = 1",
                "ALTER TABLE parents ALTER n DROP NOT NULL; UPDATE parents SET n = NULL |"
                        + " INSERT INTO parents (id, code) VALUES (9, 'x')",
            })
    void whatWasWrittenSinceIs(String migration, String later) throws SQLException {
        site.deploy("2_bad", migration);
        site.sql(later);

        assertThat(site.planLast().obstacles())
                .singleElement()
                .satisfies(one -> assertThat(one.count()).isEqualTo(1));
    }

    @Test
    void aFillLeavesAloneWhatReturns() throws SQLException {
        site.deploy(
                "2_bad", "ALTER TABLE parents ALTER n DROP NOT NULL; UPDATE parents SET n = NULL");
        site.sql("INSERT INTO parents (id, code) VALUES (9, 'x')");
        site.fill("public.parents.n", "7");

        assertThat(site.run(site.planLast()).deviations()).isEmpty();
        assertThat(
                        site.value(
                                "SELECT string_agg(concat_ws(':', id, code, n), ' ' ORDER BY id)"
                                        + " FROM parents"))
                .isEqualTo("1:a:1 2:b:2 3:c:3 9:x:7");
    }
}
