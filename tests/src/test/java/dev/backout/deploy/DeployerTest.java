package dev.backout.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.database.Sql;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.records.RecordSchema;
import dev.backout.run.InverseStore;
import dev.backout.run.StoredInverse;
import dev.backout.testkit.server.JudgeServer;
import dev.backout.vault.KeepRules;
import dev.backout.vault.WarmSettings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What a deployment leaves in the records, and what stops it.
class DeployerTest {
    private static final String FIRST = "1_first";
    private static final String SECOND = "2_second";
    private static final String CREATE =
            "CREATE TABLE users (id int PRIMARY KEY, email text);"
                    + " INSERT INTO users VALUES (1, 'a'), (2, 'b');";

    private static final JudgeServer SERVER = JudgeServer.shared(18);

    private DeployScene scene;

    @BeforeEach
    void open() throws SQLException {
        scene = DeployScene.on(SERVER).migration(FIRST, CREATE);
        scene.deploy();
    }

    @AfterEach
    void close() throws SQLException {
        scene.close();
    }

    @Test
    void whatIsDestroyedAndTheWayBackAreCommittedWithIt() throws SQLException {
        String drop = "ALTER TABLE users DROP COLUMN email;\n";
        scene.migration(SECOND, drop);
        Forecast forecast =
                new Forecast(
                        new Forecast.Way.Proved(
                                "ALTER TABLE public.users ADD COLUMN email text;\n",
                                "test",
                                Instant.parse("2026-11-21T12:00:00Z"),
                                "PostgreSQL 18",
                                "f00d"),
                        "lost",
                        List.of("the column is dropped"),
                        List.of("public.users.email"),
                        Set.of("public.users.email"),
                        Set.of());
        DeploySettings usual = DeployScene.settings();
        DeployReport report =
                scene.deploy(
                        new DeploySettings(
                                usual.run(),
                                true,
                                true,
                                Duration.ofDays(14),
                                KeepRules.ALL,
                                WarmSettings.DEFAULT,
                                "test"),
                        scene::connect,
                        Map.of(SECOND, forecast));

        Applied applied = report.applied().getFirst();
        assertThat(applied.kept()).hasSize(1);
        assertThat(applied.kept().getFirst().origin()).isEqualTo(applied.deployment());
        assertThat(scene.texts("SELECT backout_value FROM backout.kept_1_users ORDER BY id"))
                .containsExactly("a", "b");
        assertThat(
                        scene.texts(
                                "SELECT script FROM backout.deployment WHERE id = '%s'"
                                        .formatted(applied.deployment())))
                .containsExactly(drop);
        assertThat(
                        scene.texts(
                                """
                                SELECT d.migration FROM backout.deployment d
                                JOIN _prisma_migrations p ON p.id = d.history_row
                                    AND p.migration_name = d.migration
                                    AND p.checksum = d.checksum ORDER BY 1\
                                """))
                .containsExactly(FIRST, SECOND);
        assertThat(scene.texts("SELECT keep_until - kept_at FROM backout.capture"))
                .containsExactly("14 days");
        assertThat(scene.texts("SELECT migration FROM backout.begun")).isEmpty();
        try (Connection connection = scene.connect()) {
            StoredInverse inverse =
                    Objects.requireNonNull(
                            new InverseStore(new RecordSchema("backout"))
                                    .find(
                                            connection,
                                            SECOND,
                                            scene.directory().migrations().getLast().checksum()));
            assertThat(inverse.sql()).contains("ADD COLUMN email text");
            assertThat(inverse.losses()).containsExactly("public.users.email");
        }
    }

    @Test
    void tablesThatWereNotExpectedAreWatchedTheNextTime() throws SQLException {
        scene.migration(
                SECOND, "DO $$ BEGIN EXECUTE 'upd' || 'ate users set email = null'; END $$");
        DeployReport report = scene.deploy();
        assertThat(report.applied().getFirst().kept().getFirst().kept().rows()).isEqualTo(2);
        assertThat(scene.events()).contains(new DeployEvent.Again(List.of("public.users")));
        assertThat(scene.texts("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")).isEmpty();
    }

    @Test
    void whatMustNotBeKeptIsGivenUpInTheSameTransaction() throws SQLException {
        scene.migration(
                SECOND,
                "CREATE TABLE notes (id int); INSERT INTO users VALUES (3, 'c');"
                        + " ALTER TABLE users DROP COLUMN email;");
        DeploySettings usual = DeployScene.settings();
        KeepRules rules = new KeepRules(Set.of("public.users.email"));
        DeployReport report =
                scene.deploy(
                        new DeploySettings(
                                usual.run(),
                                true,
                                false,
                                null,
                                rules,
                                WarmSettings.DEFAULT,
                                "test"),
                        scene::connect,
                        Map.of());
        Applied applied = report.applied().getFirst();
        assertThat(applied.kept()).isEmpty();
        assertThat(applied.given()).hasSize(2);
        assertThat(scene.texts("SELECT state || state_by FROM backout.capture"))
                .containsExactly("prunedkeep: never", "prunedkeep: never");
        assertThat(scene.texts("SELECT relname FROM pg_class WHERE relname LIKE 'kept%'"))
                .isEmpty();
    }

    @Test
    void aPublicationOfAllTablesStopsItUntilThatIsAccepted() throws SQLException {
        try (Connection admin = scene.connect("postgres")) {
            Sql.execute(admin, "CREATE PUBLICATION everything FOR ALL TABLES");
        }
        scene.migration(SECOND, "ALTER TABLE users DROP COLUMN email;");

        assertThatThrownBy(scene::deploy)
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID))
                .hasMessageContaining("publication everything sends all tables");
        assertThat(scene.texts("SELECT email FROM users ORDER BY 1")).containsExactly("a", "b");

        DeploySettings usual = DeployScene.settings();
        DeployReport report =
                scene.deploy(
                        usual.with(usual.run().withPublishing(true)), scene::connect, Map.of());
        assertThat(report.applied().getFirst().kept()).hasSize(1);
    }

    @Test
    void twoAtOnceApplyEachMigrationOnce() throws Exception {
        scene.migration(SECOND, "INSERT INTO users VALUES (3, 'c'); SELECT pg_sleep(0.5)")
                .migration("3_third", "INSERT INTO users VALUES (4, 'd')");
        DeploySettings patient =
                DeployScene.settings()
                        .with(
                                DeployScene.settings()
                                        .run()
                                        .withToolPatience(Duration.ofSeconds(30)));
        Callable<DeployReport> deploy = () -> scene.deploy(patient, scene::connect, Map.of());
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            int applied = 0;
            for (Future<DeployReport> one : threads.invokeAll(List.of(deploy, deploy))) {
                applied += report(one).applied().size();
            }
            assertThat(applied).isEqualTo(2);
        }
        assertThat(scene.history())
                .containsExactly(FIRST + ": applied", SECOND + ": applied", "3_third: applied");
        assertThat(scene.texts("SELECT count(*) FROM users")).containsExactly("4");
    }

    @Test
    void aLockThatIsNotToBeHadLeavesNothing() throws SQLException {
        scene.migration(SECOND, "ALTER TABLE users ADD COLUMN x int");
        try (Connection other = scene.connect()) {
            other.setAutoCommit(false);
            dev.backout.database.Sql.execute(other, "LOCK TABLE users");
            refused("step-failed", SECOND, "gave up after 3 tries", "pid");
            other.rollback();
        }
        assertThat(scene.history()).containsExactly(FIRST + ": applied");
        assertThat(scene.deploy().applied()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE a (); COMMIT; CREATE TABLE b ();",
                "BEGIN; CREATE TABLE a ();",
                "BEGIN ISOLATION LEVEL SERIALIZABLE; CREATE TABLE a (); COMMIT;",
                "CREATE TABLE a (); PREPARE TRANSACTION 'x';",
                "DO $$ BEGIN CREATE TABLE a (); COMMIT; END $$",
                "DROP DATABASE postgres"
            })
    void whatCannotBeKeptInOneTransactionIsRefused(String sql) throws SQLException {
        scene.migration(SECOND, sql);
        refused("script-unfit", SECOND);
        assertThat(scene.history()).containsExactly(FIRST + ": applied");
        assertThat(scene.texts("SELECT relname FROM pg_class WHERE relname IN ('a', 'b')"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN; CREATE TABLE a (); COMMIT;",
                "-- one\nSTART TRANSACTION;\nCREATE TABLE a ();\nEND;\n-- over",
                "SET ROLE pg_read_all_data; RESET ROLE; SET search_path = pg_temp;"
                        + " CREATE TABLE public.a ();",
                "SET standard_conforming_strings = off; CREATE TABLE a ()"
            })
    void whatAddsNothingToOurTransactionRuns(String sql) throws SQLException {
        scene.execute("SELECT 1");
        scene.migration(SECOND, sql.replace("SET ROLE pg_read_all_data; RESET ROLE; ", ""));
        assertThat(scene.deploy().applied()).hasSize(1);
        assertThat(scene.texts("SELECT relname FROM pg_class WHERE relname = 'a'")).hasSize(1);
        scene.migration("3_third", "CREATE TABLE c ()");
        assertThat(scene.deploy().applied()).hasSize(1);
        assertThat(scene.texts("SELECT 'public.c'::regclass")).hasSize(1);
    }

    @Test
    void aWayBackThatIsNotProvedCanBeRequired() {
        scene.migration(SECOND, "SELECT 1");
        DeploySettings strict =
                new DeploySettings(
                        DeployScene.settings().run(),
                        true,
                        true,
                        null,
                        KeepRules.ALL,
                        WarmSettings.DEFAULT,
                        "test");
        assertThatThrownBy(() -> scene.deploy(strict, scene::connect, Map.of()))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code().text()).isEqualTo("unproved"));
        assertThat(scene.history()).containsExactly(FIRST + ": applied");
    }

    @Test
    void aRoleWithoutRightsIsTold() throws SQLException {
        try (Connection admin = SERVER.connect("postgres")) {
            dev.backout.database.Sql.execute(
                    admin,
                    """
                    DO $$ BEGIN CREATE ROLE deploy_stranger LOGIN;
                    EXCEPTION WHEN duplicate_object THEN NULL; END $$\
                    """);
        }
        scene.migration(SECOND, "SELECT 1");
        assertThatThrownBy(() ->
                        scene.deploy(
                                DeployScene.settings(),
                                () -> scene.connect("deploy_stranger"),
                                Map.of()))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code().text()).isEqualTo("rights-missing"));
        assertThat(scene.history()).containsExactly(FIRST + ": applied");
    }

    private void refused(String code, String... words) {
        assertThatThrownBy(scene::deploy)
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> {
                            assertThat(e.code().text()).as(e.getMessage()).isEqualTo(code);
                            assertThat(e.getMessage()).contains(words);
                            assertThat(e.hints()).isNotEmpty();
                        });
    }

    private static DeployReport report(Future<DeployReport> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
