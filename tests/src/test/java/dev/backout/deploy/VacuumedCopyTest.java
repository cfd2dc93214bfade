package dev.backout.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.testkit.server.JudgeServer;
import dev.backout.vault.WarmSettings;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A copy is given up while the server vacuums its table, and would do so for hours.
class VacuumedCopyTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String DROP = "2_drop";
    private static final DeploySettings SETTINGS =
            DeployScene.settings().with(WarmSettings.DEFAULT.withAbove(10));

    @Test
    void theVacuumGivesWay() throws Exception {
        try (JudgeServer server = JudgeServer.start(18, Map.of("autovacuum_naptime", "1s"));
                DeployScene scene = DeployScene.on(server)) {
            scene.migration(
                    "1_first",
                    """
                    CREATE TABLE users (id int PRIMARY KEY, email text) WITH (
                        autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0,
                        autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1);
                    INSERT INTO users SELECT i, 'e' || i FROM generate_series(1, 50000) i\
                    """);
            scene.deploy();
            scene.migration(DROP, "ALTER TABLE users DROP COLUMN email");
            Deployer deployer = scene.deployer(SETTINGS, scene::connect);
            deployer.warm(
                    scene.directory(), Map.of(DROP, DeployScene.dropping("public.users.email")));
            scene.execute("DELETE FROM users WHERE id % 2 = 0");
            vacuuming(scene);

            assertThat(deployer.stopWarming()).hasSize(1);

            assertThat(scene.texts("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"))
                    .isEmpty();
            assertThat(scene.texts("SELECT relname FROM pg_class WHERE relname LIKE 'warm\\_%'"))
                    .isEmpty();
        }
    }

    /// Waits for the server to begin.
    private static void vacuuming(DeployScene scene) throws Exception {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (scene.texts(
                        """
                        SELECT l.pid FROM pg_locks l
                        WHERE l.relation = 'users'::regclass
                          AND l.mode = 'ShareUpdateExclusiveLock' AND l.granted\
                        """)
                .equals(List.of())) {
            assertThat(System.nanoTime()).as("no vacuum began").isLessThan(end);
            Thread.sleep(100);
        }
    }
}
