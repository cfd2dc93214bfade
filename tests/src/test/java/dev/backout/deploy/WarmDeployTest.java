package dev.backout.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.database.Sql;
import dev.backout.error.BackoutException;
import dev.backout.testkit.server.JudgeServer;
import dev.backout.vault.KeepRules;
import dev.backout.vault.Kept;
import dev.backout.vault.WarmEvent;
import dev.backout.vault.WarmSettings;
import dev.backout.vault.Warming;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/// Columns of large tables are copied before the migration that drops them locks anything. Tables
/// of more than ten rows are large here.
class WarmDeployTest {
    private static final JudgeServer SERVER = JudgeServer.shared(18);
    private static final String DROP = "2_drop";
    private static final String TRIGGERS =
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'backout%'";
    private static final String LEFT =
            TRIGGERS
                    + " UNION ALL SELECT relname FROM pg_class WHERE relname LIKE 'warm\\_%'"
                    + " UNION ALL SELECT proname FROM pg_proc WHERE proname LIKE 'warm\\_%'"
                    + " UNION ALL SELECT place FROM backout.warming";
    private static final DeploySettings SETTINGS =
            DeployScene.settings().with(WarmSettings.DEFAULT.withAbove(10).withRows(7));

    private DeployScene scene;

    @BeforeEach
    void open() throws SQLException {
        scene = DeployScene.on(SERVER);
        scene.migration(
                "1_first",
                "CREATE TABLE users (id int PRIMARY KEY, email text, mirror text);"
                        + " INSERT INTO users SELECT i, 'e' || i, 'e' || i"
                        + " FROM generate_series(1, 100) i");
        scene.deploy();
        scene.migration(DROP, "ALTER TABLE users DROP COLUMN email");
    }

    @AfterEach
    void close() throws SQLException {
        scene.close();
    }

    private DeployReport deploy() {
        return scene.deploy(SETTINGS, scene::connect, forecasts());
    }

    private List<Warming> warm() {
        return scene.deployer(SETTINGS, scene::connect).warm(scene.directory(), forecasts());
    }

    private static Map<String, Forecast> forecasts() {
        return Map.of(DROP, DeployScene.dropping("public.users.email"));
    }

    private List<WarmEvent> warmEvents() {
        return scene.events().stream()
                .filter(DeployEvent.Warm.class::isInstance)
                .map(event -> ((DeployEvent.Warm) event).event())
                .toList();
    }

    private Kept kept(DeployReport report) {
        return report.applied().getLast().kept().getLast().kept();
    }

    /// The application writes every value twice; the mirror stays.
    private void assertKept(DeployReport report, String table) throws SQLException {
        Kept kept = kept(report);
        assertThat(
                        scene.texts(
                                "SELECT id || ' ' || coalesce(backout_value, '-') FROM backout."
                                        + kept.place()
                                        + " ORDER BY id"))
                .isEqualTo(
                        scene.texts(
                                "SELECT id || ' ' || coalesce(mirror, '-') FROM "
                                        + table
                                        + " ORDER BY id"))
                .hasSize((int) kept.rows());
        assertThat(scene.texts(LEFT)).isEmpty();
    }

    @Test
    void theCopyIsMadeInBatchesBeforeTheMigrationBegins() throws SQLException {
        DeployReport report = deploy();
        assertKept(report, "users");
        assertThat(kept(report).rows()).isEqualTo(100);
        assertThat(warmEvents())
                .hasAtLeastOneElementOfType(WarmEvent.Continues.class)
                .hasAtLeastOneElementOfType(WarmEvent.Ready.class);
        int ready =
                IntStream.range(0, scene.events().size())
                        .filter(i -> scene.events().get(i) instanceof DeployEvent.Warm)
                        .max()
                        .orElseThrow();
        assertThat(scene.events().subList(ready + 1, scene.events().size()))
                .hasAtLeastOneElementOfType(DeployEvent.Begins.class);
        assertThat(scene.texts("SELECT migration FROM backout.deployment ORDER BY 1"))
                .containsExactly("1_first", DROP);
    }

    @Test
    void smallTablesAreCopiedInTheMigration() throws SQLException {
        scene.execute("DELETE FROM users WHERE id > 10");
        assertKept(deploy(), "users");
        assertThat(warmEvents()).isEmpty();
    }

    @Test
    void whatIsWrittenMeanwhileIsFollowed() throws SQLException {
        assertThat(warm()).hasSize(1);
        scene.execute(
                """
                INSERT INTO users VALUES (200, 'new', 'new'), (201, NULL, NULL);
                UPDATE users SET email = 'other', mirror = 'other' WHERE id = 5;
                UPDATE users SET id = 1000 + id WHERE id BETWEEN 10 AND 20;
                UPDATE users SET email = NULL, mirror = NULL WHERE id = 30;
                DELETE FROM users WHERE id % 7 = 0;
                INSERT INTO users VALUES (7, 'again', 'again'), (200, 'x', 'x')
                    ON CONFLICT (id) DO UPDATE SET email = excluded.email, mirror = excluded.mirror;
                BEGIN; UPDATE users SET email = 'never'; ROLLBACK;
                """);
        assertKept(deploy(), "users");
        assertThat(scene.events()).noneMatch(DeployEvent.Note.class::isInstance);
    }

    @Test
    void aWriteOfTheApplicationNeverFailsByIt() throws SQLException {
        warm();
        scene.execute(
                "DROP TABLE backout."
                        + scene.texts("SELECT 'warm_' || id || '_log' FROM backout.warming")
                                .getFirst());
        scene.execute("UPDATE users SET email = 'x', mirror = 'x' WHERE id = 1");
        scene.execute(
                "DROP SEQUENCE backout."
                        + scene.texts("SELECT 'warm_' || id || '_missed' FROM backout.warming")
                                .getFirst());
        scene.execute("UPDATE users SET email = 'y', mirror = 'y' WHERE id = 2");
        assertKept(deploy(), "users");
        assertThat(warmEvents()).hasAtLeastOneElementOfType(WarmEvent.Anew.class);
    }

    @Test
    void aRoleWithoutRightsOnTheRecordsWritesOn() throws SQLException {
        try (Connection admin = SERVER.connect("postgres")) {
            Sql.execute(
                    admin,
                    """
                    DO $$ BEGIN CREATE ROLE warm_application LOGIN;
                    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$\
                    """);
        }
        scene.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON users TO warm_application");
        warm();
        try (Connection application = scene.connect("warm_application")) {
            Sql.execute(
                    application,
                    "SET search_path = public; SET default_transaction_isolation = serializable;"
                            + " UPDATE users SET email = 'z', mirror = 'z' WHERE id < 50;"
                            + " DELETE FROM users WHERE id = 60");
        }
        assertKept(deploy(), "users");
        assertThat(warmEvents()).noneMatch(WarmEvent.Anew.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRUNCATE users; INSERT INTO users SELECT i, 'n', 'n' FROM generate_series(1, 50)"
                        + " i",
                "ALTER TABLE users ALTER email TYPE text USING upper(email),"
                        + " ALTER mirror TYPE text USING upper(mirror)",
                "ALTER TABLE users DISABLE TRIGGER USER;"
                        + " UPDATE users SET email = 'q', mirror = 'q' WHERE id = 3;"
                        + " ALTER TABLE users ENABLE TRIGGER USER",
                "ALTER TABLE users ALTER id TYPE bigint",
                "ALTER TABLE users RENAME id TO key; UPDATE users SET email = 'r', mirror = 'r'"
                        + " WHERE key = 4; ALTER TABLE users RENAME key TO id"
            })
    void aCopyThatMissedSomethingIsMadeAnew(String writes) throws SQLException {
        warm();
        scene.execute(writes);
        assertKept(deploy(), "users");
        assertThat(warmEvents()).hasAtLeastOneElementOfType(WarmEvent.Anew.class);
    }

    @Test
    void whatTheMigrationItselfWroteIsInTheCopy() throws SQLException {
        scene.migration(
                DROP,
                "UPDATE users SET email = email || '!', mirror = mirror || '!';"
                        + " ALTER TABLE users DROP COLUMN email");
        assertKept(deploy(), "users");
        assertThat(scene.events()).noneMatch(DeployEvent.Note.class::isInstance);
    }

    @Test
    void underTheLockAnUnfitCopyIsCopiedAndSaid() throws SQLException {
        scene.migration(
                DROP,
                "TRUNCATE users; INSERT INTO users VALUES (1, 'a', 'a');"
                        + " ALTER TABLE users DROP COLUMN email");
        assertKept(deploy(), "users");
        assertThat(scene.events())
                .anySatisfy(event ->
                        assertThat(event)
                                .isInstanceOfSatisfying(
                                        DeployEvent.Note.class,
                                        note ->
                                                assertThat(note.text())
                                                        .contains("under the lock")));
    }

    @Test
    void partitionsAreOneTable() throws SQLException {
        scene.execute(
                """
                CREATE TABLE parts (id int, at int, email text, mirror text, PRIMARY KEY (at, id))
                    PARTITION BY RANGE (at);
                CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10);
                CREATE TABLE parts_2 (mirror text, id int NOT NULL, email text, at int NOT NULL);
                ALTER TABLE parts ATTACH PARTITION parts_2 FOR VALUES FROM (10) TO (20);
                INSERT INTO parts SELECT i, i % 20, 'e' || i, 'e' || i FROM generate_series(1, 90) i\
                """);
        scene.migration(DROP, "ALTER TABLE parts DROP COLUMN email");
        Map<String, Forecast> forecasts = Map.of(DROP, DeployScene.dropping("public.parts.email"));
        scene.deployer(SETTINGS, scene::connect).warm(scene.directory(), forecasts);
        scene.execute(
                """
                UPDATE parts SET at = at + 10 WHERE id < 5;
                UPDATE parts_2 SET email = 'direct', mirror = 'direct' WHERE id = 15;
                DELETE FROM parts_1 WHERE id = 21\
                """);
        assertKept(scene.deploy(SETTINGS, scene::connect, forecasts), "parts");
        assertThat(warmEvents()).noneMatch(WarmEvent.Anew.class::isInstance);
        assertThat(warmEvents()).hasAtLeastOneElementOfType(WarmEvent.Ready.class);
    }

    @Test
    void typesOfUsersAreKeptAsText() throws SQLException {
        scene.execute(
                "CREATE TYPE mood AS ENUM ('sad', 'happy'); ALTER TABLE users ALTER email TYPE mood"
                    + " USING CASE WHEN id % 2 = 0 THEN 'sad'::mood END; UPDATE users SET mirror ="
                    + " email::text");
        scene.migration(DROP, "ALTER TABLE users DROP COLUMN email; DROP TYPE mood");
        assertKept(deploy(), "users");
        assertThat(warmEvents()).hasAtLeastOneElementOfType(WarmEvent.Ready.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE users DROP CONSTRAINT users_pkey",
                "ALTER TABLE users ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;"
                        + " ANALYZE users",
                "CREATE TABLE child () INHERITS (users)",
                "ALTER TABLE users SET UNLOGGED",
                "CREATE DOMAIN number AS int; ALTER TABLE users ALTER id TYPE number"
            })
    void whatCannotBeCopiedBeforehandIsSaidAndKept(String shape) throws SQLException {
        scene.execute(shape);
        DeployReport report = deploy();
        assertThat(report.applied().getFirst().kept().getFirst().kept().rows()).isEqualTo(100);
        assertThat(warmEvents()).singleElement().isInstanceOf(WarmEvent.Cold.class);
    }

    @Test
    void whatMustNotBeKeptIsNotCopied() throws SQLException {
        DeploySettings never =
                new DeploySettings(
                        SETTINGS.run(),
                        true,
                        false,
                        null,
                        new KeepRules(Set.of("public.users.email")),
                        SETTINGS.warm(),
                        "test");
        scene.deploy(never, scene::connect, forecasts());
        assertThat(warmEvents()).isEmpty();
    }

    @Test
    void copiesCanBeGivenUp() throws SQLException {
        warm();
        assertThat(scene.texts(TRIGGERS)).hasSize(4);
        Deployer deployer = scene.deployer(SETTINGS, scene::connect);
        assertThat(deployer.warming()).hasSize(1);
        assertThat(deployer.stopWarming()).hasSize(1);
        assertThat(scene.texts(LEFT)).isEmpty();
        assertThat(scene.texts("SELECT relname FROM pg_class WHERE relname LIKE 'kept%'"))
                .isEmpty();
    }

    @Test
    void aCopyThatNobodyTookOverGoesWithTheNextDeployment() throws SQLException {
        warm();
        scene.migration(DROP, "SELECT 1");
        deploy();
        assertThat(scene.texts(LEFT)).isEmpty();
    }

    @Test
    void somebodyElseAtWorkIsTold() throws SQLException {
        warm();
        try (Connection other = scene.connect()) {
            scene.deployer(SETTINGS, () -> other).warming();
        }
        try (Connection other = scene.connect()) {
            Sql.list(
                    other,
                    "SELECT pg_advisory_lock((x'BAC0'::bigint << 44) | (table_oid << 12)"
                            + " | column_number) FROM backout.warming",
                    row -> 0);
            assertThatThrownBy(this::deploy)
                    .isInstanceOfSatisfying(
                            BackoutException.class,
                            e -> {
                                assertThat(e.code().text()).isEqualTo("locked");
                                assertThat(e.getMessage())
                                        .contains(
                                                "somebody else copies public.users.email just now"
                                                        + " (process ");
                            });
        }
        assertKept(deploy(), "users");
    }

    /// Writers at full speed, from before the copy until the column is gone: what they committed is
    /// kept, none of them failed but by the missing column, and none fell to a deadlock.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void writersAtFullSpeedLoseNothing(long seed) throws Exception {
        scene.execute(
                "INSERT INTO users SELECT i, 'e' || i, 'e' || i FROM generate_series(101, 20000)"
                        + " i");
        DeploySettings settings =
                DeployScene.settings()
                        .with(WarmSettings.DEFAULT.withAbove(10).withRows(500))
                        .with(SETTINGS.run().withTries(50));
        AtomicBoolean stop = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<String>> writers =
                    IntStream.range(0, 4)
                            .mapToObj(i -> threads.submit(writer(new Random(seed * 100 + i), stop)))
                            .toList();
            DeployReport report;
            try {
                report = scene.deploy(settings, scene::connect, forecasts());
            } finally {
                stop.set(true);
            }
            for (Future<String> writer : writers) {
                assertThat(writer.get()).isIn("42703", "stopped");
            }
            assertKept(report, "users");
        }
        assertThat(scene.events()).noneMatch(DeployEvent.Note.class::isInstance);
    }

    /// @return the state of the first failure
    private Callable<String> writer(Random random, AtomicBoolean stop) {
        return () -> {
            try (Connection connection = scene.connect()) {
                while (!stop.get()) {
                    Sql.execute(connection, write(random, 1 + random.nextInt(21_000)));
                }
                return "stopped";
            } catch (SQLException e) {
                return String.valueOf(e.getSQLState());
            }
        };
    }

    private static String write(Random random, int id) {
        String value = random.nextInt(9) == 0 ? "NULL" : "'v" + random.nextInt() + "'";
        return switch (random.nextInt(6)) {
            case 0 ->
                    "DELETE FROM users WHERE id = %d AND email IS NOT DISTINCT FROM mirror"
                            .formatted(id);
            case 1 ->
                    "UPDATE users SET id = %d WHERE id = %d AND email IS NOT DISTINCT FROM mirror AND NOT EXISTS (SELECT FROM users WHERE id = %1$d)"
                            .formatted(100_000 + random.nextInt(1_000_000), id);
            case 2 ->
                    "BEGIN; UPDATE users SET email = %1$s, mirror = %1$s WHERE id = %2$d; ROLLBACK"
                            .formatted(value, id);
            case 3 ->
                    "INSERT INTO users (id, email, mirror) VALUES (%1$d, %2$s, %2$s) ON CONFLICT (id) DO UPDATE SET email = excluded.email, mirror = excluded.mirror"
                            .formatted(id, value);
            default ->
                    "UPDATE users SET email = %1$s, mirror = %1$s WHERE id = %2$d"
                            .formatted(value, id);
        };
    }
}
