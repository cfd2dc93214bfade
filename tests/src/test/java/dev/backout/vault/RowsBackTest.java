package dev.backout.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.testkit.server.EveryMajor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;

/// Rows that a migration wrote come back as they were, merged with what was written since.
@EveryMajor
class RowsBackTest {
    private final int major;
    private RowScene scene;

    RowsBackTest(int major) {
        this.major = major;
    }

    @BeforeEach
    void fill() throws SQLException {
        scene =
                RowScene.on(
                        major,
                        "create table t (id int primary key, a text, b int)",
                        "insert into t select i, 'a' || i, i from generate_series(1, 4) i");
    }

    @AfterEach
    void drop() throws SQLException {
        scene.close();
    }

    @Test
    void withoutLaterWritesEverythingIsAsItWas() throws SQLException {
        List<String> before = scene.table("t");
        List<Capture> captures =
                scene.captured(
                        List.of("t"),
                        "insert into t values (9, 'new', 9)",
                        "update t set a = 'x' where id = 1",
                        "update t set a = 'y', b = null where id = 1",
                        "update t set id = 20 where id = 2",
                        "update t set id = 30 where id = 20",
                        "delete from t where id = 3",
                        "insert into t values (3, 'again', 3)",
                        "delete from t where id = 4",
                        "insert into t values (10, 'gone', 1)",
                        "delete from t where id = 10");

        scene.back(captures, false);

        assertThat(scene.table("t")).isEqualTo(before);
        assertThat(scene.aside()).isEmpty();
    }

    @Test
    void whatWasWrittenSinceStaysAndBothSidesAreKept() throws SQLException {
        List<Capture> captures = change();

        scene.back(captures, false);

        assertThat(scene.table("t"))
                .containsExactly(
                        "(1,later,1)", "(2,a2,77)", "(3,anew,0)", "(8,fresh,8)", "(9,new,99)");
        assertThat(scene.aside())
                .containsExactly(
                        "conflict | another row has its key since | {3} | {id,a,b} | {3,a3,3} |"
                                + " {3,anew,0}",
                        "conflict | written anew since | {1} | {a} | {a1} | {later}",
                        "set-aside | its row was deleted since | {4} | {id,a,b} | {4,a4,4}");
    }

    @Test
    void whatIsKeptWinsWhenThatIsPreferred() throws SQLException {
        List<Capture> captures = change();

        scene.back(captures, true);

        assertThat(scene.table("t"))
                .containsExactly("(1,a1,1)", "(2,a2,77)", "(3,a3,3)", "(8,fresh,8)", "(9,new,99)");
        assertThat(scene.aside())
                .containsExactly(
                        "conflict | another row has its key since, and what was kept is preferred |"
                                + " {3} | {id,a,b} | {3,a3,3} | {3,anew,0}",
                        "conflict | written anew since, and what was kept is preferred | {1} | {a}"
                                + " | {a1} | {later}",
                        "set-aside | its row was deleted since | {4} | {id,a,b} | {4,a4,4}");
    }

    private List<Capture> change() throws SQLException {
        List<Capture> captures =
                scene.captured(
                        List.of("t"),
                        "update t set a = 'x' where id in (1, 2, 4)",
                        "delete from t where id = 3",
                        "insert into t values (9, 'new', 9)");
        scene.execute(
                "update t set a = 'later' where id = 1",
                "update t set b = 77 where id = 2",
                "insert into t values (3, 'anew', 0), (8, 'fresh', 8)",
                "delete from t where id = 4",
                "update t set b = 99 where id = 9");
        return captures;
    }
}
