package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;

/// Rows that would return beside later ones which exclude them are set aside; the later ones stay.
class CollisionsTest extends SiteScene {
    private static final String ROOMS = "SELECT string_agg(r::text, ' ' ORDER BY id) FROM rooms r";
    private static final String PEOPLE =
            "SELECT string_agg(concat_ws(':', id, email, nick), ' ' ORDER BY id) FROM people";
    private static final String ASIDE =
            "SELECT string_agg(concat_ws(' ', reason, key, columns, kept), '; ' ORDER BY id)"
                    + " FROM backout.set_aside";

    @BeforeEach
    void migrate() throws SQLException {
        site.apply(
                "1_init",
                """
                CREATE TABLE rooms (id int PRIMARY KEY, during int4range,
                    CONSTRAINT free EXCLUDE USING gist (during WITH &&) WHERE (id < 100)
                        DEFERRABLE INITIALLY DEFERRED);
                CREATE TABLE people (id int PRIMARY KEY, email text, nick text UNIQUE,
                    small text GENERATED ALWAYS AS (lower(email)) STORED);
                CREATE UNIQUE INDEX people_small ON people (small);
                INSERT INTO rooms VALUES (1, '[1,5)'), (2, '[5,9)'), (3, '[40,50)');
                INSERT INTO people VALUES (1, 'A', 'n1'), (2, 'B', 'n2'), (3, 'C', 'n3');
                """);
    }

    @Test
    void rowsAndValuesThatAnExclusionForbids() throws SQLException {
        site.deploy(
                        "2_bad",
                        "DELETE FROM rooms WHERE id = 1; UPDATE rooms SET during = '[20,30)' WHERE"
                                + " id = 2; DELETE FROM rooms WHERE id = 3;")
                .sql("INSERT INTO rooms VALUES (4, '[2,7)'), (100, '[41,42)')");

        site.run(site.planLast());

        assertThat(site.value(ROOMS))
                .isEqualTo("(2,\"[20,30)\") (3,\"[40,50)\") (4,\"[2,7)\") (100,\"[41,42)\")");
        assertThat(site.value(ASIDE))
                .isEqualTo(
                        "a row that was written since has its free {2} {during} {\"[5,9)\"};"
                                + " a row that was written since has its free {1} {id,during}"
                                + " {1,\"[1,5)\"}");
    }

    @Test
    void rowsThatChangePlaces() throws SQLException {
        String before = site.value(ROOMS);
        site.deploy(
                "2_bad",
                "UPDATE rooms SET during = CASE id WHEN 1 THEN '[4,9)'::int4range ELSE '[1,4)' END"
                        + " WHERE id < 3;");

        site.run(site.planLast());

        assertThat(site.value(ROOMS)).isEqualTo(before);
    }

    @Test
    void rowsWhoseComputedValueIsTaken() throws SQLException {
        site.deploy(
                        "2_bad",
                        "DELETE FROM people WHERE id = 1; UPDATE people SET email = 'x' WHERE id ="
                                + " 2;")
                .sql("INSERT INTO people VALUES (7, 'a', 'n7'), (8, 'b', 'n8')");

        site.run(site.planLast());

        assertThat(site.value(PEOPLE)).isEqualTo("2:x:n2 3:C:n3 7:a:n7 8:b:n8");
        assertThat(site.value(ASIDE))
                .contains("has its people_small {1}", "has its people_small {2}");
    }

    @Test
    void rowsOfAnEmptiedTable() throws SQLException {
        site.deploy("2_bad", "TRUNCATE people;").sql("INSERT INTO people VALUES (9, 'z', 'n1')");

        site.run(site.planLast());

        assertThat(site.value(PEOPLE)).isEqualTo("2:B:n2 3:C:n3 9:z:n1");
        assertThat(site.value(ASIDE))
                .isEqualTo(
                        "a row that was written since has its people_nick_key {1} {id,email,nick}"
                                + " {1,A,n1}");
    }
}
