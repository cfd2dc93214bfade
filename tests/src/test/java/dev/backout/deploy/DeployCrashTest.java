package dev.backout.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.testkit.run.Mortality;
import dev.backout.testkit.server.JudgeServer;
import dev.backout.vault.WarmSettings;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// A process that dies at any call leaves every migration whole or not at all, and the next
/// deployment goes on by itself.
///
/// Usually every n-th point is tried; `-Dbackout.crash=all` tries them all.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeployCrashTest {
    /// The server needs a moment to see that a process is gone.
    private static final int PATIENCE = 20;

    private static final boolean ALL = "all".equals(System.getProperty("backout.crash"));
    private static final int STRIDE = ALL ? 1 : 23;
    private static final String END =
            """
            SELECT * FROM (
                SELECT 1 AS o, migration_name || applied_steps_count || (finished_at IS NOT NULL)
                    || coalesce(logs, '') AS line FROM _prisma_migrations
                UNION ALL SELECT 2, migration FROM backout.deployment
                UNION ALL SELECT 3, migration FROM backout.begun
                UNION ALL SELECT 4, kind || table_name || coalesce(column_name, '') || rows
                    FROM backout.capture
                UNION ALL SELECT 5, relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
                UNION ALL SELECT 6, attname FROM pg_attribute
                    WHERE attrelid = 'users'::regclass AND attnum > 0 AND NOT attisdropped
                UNION ALL SELECT 7, u::text FROM users u
                UNION ALL SELECT 8, tgname FROM pg_trigger WHERE NOT tgisinternal
                UNION ALL SELECT 9, relname FROM pg_class WHERE relname LIKE 'warm\\_%'
                UNION ALL SELECT 10, place FROM backout.warming
            ) x ORDER BY 1, 2\
            """;

    private static final DeploySettings WARM =
            DeployScene.settings().with(WarmSettings.DEFAULT.withAbove(0).withRows(1));

    private DeployScene original;

    @BeforeAll
    void fill() throws SQLException {
        original =
                DeployScene.on(JudgeServer.shared(18))
                        .migration(
                                "1_first",
                                "CREATE TABLE users (id int PRIMARY KEY, name text, email text);"
                                    + " INSERT INTO users VALUES (1, 'a', 'x'), (2, 'b', 'y');");
        original.deploy();
        original.migration("2_rows", "UPDATE users SET name = name || '!' WHERE id = 1;")
                .migration(
                        "3_shape",
                        "CREATE TABLE notes (id int); ALTER TABLE users DROP COLUMN email;")
                .migration("4_index", "CREATE INDEX users_name ON users (name);");
    }

    @AfterAll
    void drop() throws SQLException {
        original.close();
    }

    /// @param warm whether the column is copied before the migration, a row a batch
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theNextDeploymentGoesOn(boolean warm) throws SQLException {
        Mortality alive = Mortality.none();
        List<String> expected = trial(List.of(alive), warm);
        assertThat(expected).anyMatch(line -> line.contains("dropped column"));
        int tried = 0;
        for (int k = 1; k <= alive.calls(); k += STRIDE) {
            for (boolean after : List.of(false, true)) {
                List<String> end = trial(List.of(Mortality.at(k, after), Mortality.none()), warm);
                assertThat(end)
                        .as("died %s call %d", after ? "after" : "before", k)
                        .isEqualTo(expected);
                tried++;
            }
        }
        System.out.printf("crash points of deploy tried: %d of %d%n", tried, 2 * alive.calls());
    }

    private List<String> trial(List<Mortality> processes, boolean warm) throws SQLException {
        try (DeployScene scene = original.twin()) {
            for (Mortality process : processes) {
                live(scene, process, warm, PATIENCE);
            }
            return scene.texts("SELECT o || ' ' || line FROM (%s) y".formatted(END));
        }
    }

    private static void live(DeployScene scene, Mortality process, boolean warm, int patience) {
        try {
            scene.deploy(
                    warm ? WARM : DeployScene.settings(),
                    process.sessions(scene::connect),
                    warm
                            ? Map.of("3_shape", DeployScene.dropping("public.users.email"))
                            : Map.of());
        } catch (Mortality.Death death) {
            assertThat(process.dead()).isTrue();
        } catch (BackoutException e) {
            if (e.code() == ErrorCode.LOCKED && !process.dead()) {
                assertThat(patience).as("%s", e.getMessage()).isPositive();
                live(scene, process, warm, patience - 1);
                return;
            }
            assertThat(process.dead()).as("%s %s", e.getMessage(), e.hints()).isTrue();
        }
    }
}
