package dev.backout.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.testkit.server.EveryMajor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;

/// Columns that get another type.
@EveryMajor
class KeptTypeTest {
    private final int major;
    private KeeperScene scene;

    KeptTypeTest(int major) {
        this.major = major;
    }

    @BeforeEach
    void fill() throws SQLException {
        scene = KeeperScene.on(major);
        scene.execute(
                """
                create table t (id int primary key, n numeric, v varchar(10), j json,
                    f double precision);
                insert into t values (1, 1.10, 'short', '{"a":1}', 0.1), (2, 1.5, 'too long', '{"a": 1}', '-0'),
                    (3, null, null, null, null)
                """);
    }

    @AfterEach
    void drop() throws SQLException {
        scene.close();
    }

    @Test
    void onlyWhatDoesNotComeBackIsKept() throws SQLException {
        assertThat(scene.rows(scene.keepOne("alter table t alter n type int")))
                .containsExactly("(1,1.10,1)", "(2,1.5,2)");
        assertThat(
                        scene.rows(
                                scene.keepOne(
                                        "alter table t alter v type varchar(5) using left(v, 5)")))
                .containsExactly("(2,\"too long\",\"too l\")");
        assertThat(scene.rows(scene.keepOne("alter table t alter j type jsonb")))
                .containsExactly("(1,\"{\"\"a\"\":1}\",\"{\"\"a\"\": 1}\")");
        assertThat(scene.rows(scene.keepOne("alter table t alter f type real")))
                .containsExactly("(1,0.1,0.1)");
    }

    @Test
    void aWiderTypeKeepsNothingAndCopiesNothing() throws SQLException {
        Kept kept = scene.keepOne("alter table t alter v type text");

        assertThat(kept)
                .isInstanceOfSatisfying(
                        Kept.RetypedColumn.class,
                        column -> {
                            assertThat(column.column().type()).isEqualTo("character varying(10)");
                            assertThat(column.key()).containsExactly("id");
                            assertThat(column.rows()).isZero();
                        });
        assertThat(scene.rows(scene.keepOne("alter table t alter id type bigint"))).isEmpty();
    }

    @Test
    void aConversionWithoutWayBackKeepsAll() throws SQLException {
        scene.execute(
                """
                create type color as enum ('red', 'green');
                create table c (id int primary key, color color, at timestamptz);
                insert into c values (1, 'red', '2026-01-01 00:00+00'), (2, 'green', 'infinity')
                """);
        assertThat(scene.rows(scene.keepOne("alter table c alter at type point using point(1, 2)")))
                .hasSize(2);
        assertThat(scene.rows(scene.keepOne("alter table c alter color type int using 7")))
                .containsExactly("(1,red,7)", "(2,green,7)");
    }

    @Test
    void anEnumRebuiltAsPrismaDoesIsKeptWhereItsValuesGo() throws SQLException {
        scene.execute(
                """
                create type color as enum ('red', 'green');
                create table c (id int primary key, color color not null default 'red');
                insert into c values (1, 'red'), (2, 'green')
                """);
        Kept kept =
                scene.keepOne(
                        "create type color_new as enum ('red', 'blue')",
                        "alter table c alter color drop default",
                        """
                        alter table c alter color type color_new using (
                            case color when 'green' then 'blue' else color::text end::color_new)\
                        """,
                        "alter type color rename to color_old",
                        "alter type color_new rename to color",
                        "drop type color_old",
                        "alter table c alter color set default 'red'");

        assertThat(scene.rows(kept)).containsExactly("(1,red,red)", "(2,green,blue)");
    }

    @Test
    void valuesComputedAnewInTheSameTypeAreKept() throws SQLException {
        assertThat(scene.rows(scene.keepOne("alter table t alter n type numeric using n * 2")))
                .containsExactly("(1,1.10,2.20)", "(2,1.5,3.0)");
        assertThat(
                        scene.rows(
                                scene.keepOne(
                                        """
                                        do $$ begin
                                            alter table t alter "v" type varchar(10) using upper(v);
                                        end $$\
                                        """)))
                .containsExactly("(1,short,SHORT)", "(2,\"too long\",\"TOO LONG\")");
    }

    @Test
    void aKeyThatIsTruncatedIsKeptWithItsRow() throws SQLException {
        scene.execute(
                "create table codes (code text primary key, n int); insert into codes values"
                        + " ('abc', 1)");
        Kept kept =
                scene.keepOne("alter table codes alter code type varchar(2) using left(code, 2)");

        assertThat(scene.rows(kept)).containsExactly("(abc,1,)");
    }

    @Test
    void oneTypeAfterAnotherIsKeptInLayers() throws SQLException {
        assertThat(
                        scene.keep(
                                "alter table t alter n type numeric(5, 1)",
                                "alter table t alter n type int"))
                .hasSize(2)
                .extracting(capture -> scene.rows(capture.kept()))
                .containsExactly(List.of("(1,1.10,1.1)"), List.of("(1,1.1,1)", "(2,1.5,2)"));
    }
}
