package dev.backout.vault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import java.sql.SQLException;
import java.util.List;

/// What a migration does to rows is in the vault, whoever does it.
@ParameterizedClass(name = "on PostgreSQL {0}")
@MethodSource("dev.backout.testkit.server.Majors#all")
class RowWatchTest {
    private final int major;
    private RowScene scene;

    RowWatchTest(int major) {
        this.major = major;
    }

    @BeforeEach
    void fill() throws SQLException {
        scene =
                RowScene.on(
                        major,
                        "create table t (id int primary key, a text, b int)",
                        "insert into t select i, 'a' || i, i from generate_series(1, 3) i");
    }

    @AfterEach
    void drop() throws SQLException {
        scene.close();
    }

    @Test
    void everyKindOfWriteIsSeenInOrder() throws SQLException {
        List<Capture> captures =
                scene.captured(
                        List.of("t"),
                        "insert into t values (4, null, 4)",
                        "update t set a = 'x' where id = 1",
                        "update t set a = a",
                        "delete from t where id = 3");

        assertThat(captures).hasSize(1);
        assertThat(captures.getFirst().kept())
                .isInstanceOfSatisfying(
                        Kept.WrittenRows.class,
                        kept -> {
                            assertThat(kept.key()).containsExactly("id");
                            assertThat(kept.columns()).containsExactly("id", "a", "b");
                            assertThat(kept.rows()).isEqualTo(3);
                        });
        assertThat(scene.log(captures.getFirst()))
                .containsExactly(
                        "{\"n_a\": null, \"n_b\": 4, \"o_a\": null, \"o_b\": null, \"n_id\": 4,"
                                + " \"o_id\": null, \"backout_what\": \"I\"}",
                        "{\"n_a\": \"x\", \"n_b\": 1, \"o_a\": \"a1\", \"o_b\": 1, \"n_id\": 1,"
                                + " \"o_id\": 1, \"backout_what\": \"U\"}",
                        "{\"n_a\": null, \"n_b\": null, \"o_a\": \"a3\", \"o_b\": 3, \"n_id\":"
                                + " null, \"o_id\": 3, \"backout_what\": \"D\"}");
    }
}
