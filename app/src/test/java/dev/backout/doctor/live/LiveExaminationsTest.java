package dev.backout.doctor.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Severity;
import dev.backout.doctor.Topic;
import dev.backout.records.RecordSchema;
import dev.backout.testkit.server.EveryMajor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// Every examination on a real server: first nothing is found; then something is, and the command
/// that goes with it mends it.
@EveryMajor
class LiveExaminationsTest {
    @Parameter int major;
    private Clinic clinic;

    @BeforeEach
    void open() throws SQLException {
        clinic = Clinic.open(major);
    }

    @AfterEach
    void close() throws SQLException {
        clinic.close();
    }

    /// Something that SQL breaks and the remedy's SQL mends.
    record Ailment(
            Topic topic,
            Function<LiveDatabase, Examination> examination,
            Severity severity,
            String cause,
            String title) {
        @Override
        public String toString() {
            return topic.id();
        }
    }

    @Test
    void theTimeZoneIsAssumedUnlessSomethingNamesIt() throws SQLException {
        Finding assumed =
                Clinic.one(
                        clinic.examine(clinic.owner(), TimeZone::new),
                        Topic.TIME_ZONE,
                        Severity.NOTE);
        assertThat(assumed.title()).startsWith("sessions are taken to be in time zone ");

        clinic.execute(String.valueOf(assumed.remedy()));
        assertThat(
                        Clinic.one(
                                        clinic.examine(clinic.owner(), TimeZone::new),
                                        Topic.TIME_ZONE,
                                        Severity.OK)
                                .title())
                .endsWith(", by a setting of the role or the database");

        String url = clinic.url(clinic.guest()) + "&options=-c%20timezone%3DAsia/Tokyo";
        assertThat(
                        Clinic.one(
                                        Clinic.examineAt(
                                                url.contains("?") ? url : url.replace("&", "?"),
                                                TimeZone::new),
                                        Topic.TIME_ZONE,
                                        Severity.OK)
                                .title())
                .isEqualTo(
                        "sessions are in time zone Asia/Tokyo, by the options of the database URL");
    }

    static final List<Ailment> AILMENTS =
            List.of(
                    new Ailment(
                            Topic.INVALID_INDEX,
                            InvalidIndexes::new,
                            Severity.WARNING,
                            "UPDATE pg_index SET indisvalid = false WHERE indexrelid ="
                                    + " 'users_name_idx'::regclass",
                            "index public.users_name_idx on users is invalid"),
                    new Ailment(
                            Topic.UNVALIDATED_CONSTRAINT,
                            UnvalidatedConstraints::new,
                            Severity.NOTE,
                            "ALTER TABLE users ADD CONSTRAINT \"odd name\" CHECK (id > 0) NOT"
                                    + " VALID",
                            "constraint odd name on public.users holds for new rows only"),
                    new Ailment(
                            Topic.DISABLED_TRIGGER,
                            DisabledTriggers::new,
                            Severity.WARNING,
                            "ALTER TABLE orders DISABLE TRIGGER ALL",
                            "foreign key orders_user_id_fkey on public.orders is not checked"),
                    new Ailment(
                            Topic.SEQUENCE,
                            Sequences::new,
                            Severity.WARNING,
                            "CREATE SEQUENCE few AS smallint; SELECT setval('few', 32000)",
                            "sequence public.few (smallint) is used up to 98 %"),
                    new Ailment(
                            Topic.EVENT_TRIGGER,
                            EventTriggers::new,
                            Severity.NOTE,
                            """
                            CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
                            CREATE EVENT TRIGGER audit ON ddl_command_end EXECUTE FUNCTION f()\
                            """,
                            "event trigger audit of postgres runs at ddl_command_end"),
                    new Ailment(
                            Topic.PREPARED_TRANSACTIONS,
                            PreparedTransactions::new,
                            Severity.WARNING,
                            "BEGIN; LOCK users; PREPARE TRANSACTION 'it''s left'",
                            "a transaction of role postgres was prepared 0 min ago"),
                    new Ailment(
                            Topic.REPLICATION_SLOTS,
                            ReplicationSlots::new,
                            Severity.NOTE,
                            "SELECT pg_create_physical_replication_slot('dead', true)",
                            "nobody reads slot dead; "),
                    new Ailment(
                            Topic.HISTORY_ROWS,
                            live -> new HistoryHealth(live, null),
                            Severity.WARNING,
                            "UPDATE _prisma_migrations SET rolled_back_at = now()",
                            "a row of 1_first is both finished and rolled back"));

    @ParameterizedTest
    @FieldSource("AILMENTS")
    void whatIsFoundIsMendedByItsCommand(Ailment ailment) throws SQLException {
        clinic.execute("CREATE INDEX ON users (name)");
        assertHealthy(clinic.examine(ailment.examination));

        clinic.execute(ailment.cause);
        Finding found =
                Clinic.one(clinic.examine(ailment.examination), ailment.topic, ailment.severity);
        assertThat(found.title()).startsWith(ailment.title);

        clinic.execute(remedy(found));
        assertHealthy(clinic.examine(ailment.examination));
    }

    /// One message can hold a comment behind the semicolon, but DROP INDEX CONCURRENTLY stands
    /// alone.
    private static String remedy(Finding finding) {
        return String.valueOf(finding.remedy()).replaceFirst(";  -- .*", "");
    }

    private static void assertHealthy(List<Finding> findings) {
        assertThat(findings).isNotEmpty().allMatch(f -> f.severity() == Severity.OK);
    }

    @Test
    void anIndexThatReallyFailedIsFound() throws SQLException {
        clinic.execute("INSERT INTO users VALUES (1, 'same'), (2, 'same')");
        assertThat(failsAlone("CREATE UNIQUE INDEX CONCURRENTLY twice ON users (name)")).isTrue();
        Finding found =
                Clinic.one(
                        clinic.examine(InvalidIndexes::new), Topic.INVALID_INDEX, Severity.WARNING);
        clinic.execute(remedy(found));
        assertHealthy(clinic.examine(InvalidIndexes::new));
    }

    private boolean failsAlone(String sql) {
        try {
            clinic.execute(sql);
            return false;
        } catch (SQLException e) {
            return true;
        }
    }

    @Test
    void aPrimaryKeysIndexIsBuiltAgainInsteadOfDropped() throws SQLException {
        clinic.execute(
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'users_pkey'::regclass");
        Finding found =
                Clinic.one(
                        clinic.examine(InvalidIndexes::new), Topic.INVALID_INDEX, Severity.WARNING);
        assertThat(found.remedy()).isEqualTo("REINDEX INDEX CONCURRENTLY public.users_pkey;");
        clinic.execute(remedy(found));
        assertHealthy(clinic.examine(InvalidIndexes::new));
    }

    @Test
    void aFailedAndADoubledMigrationAreTold() throws SQLException {
        clinic.execute(
                """
                INSERT INTO _prisma_migrations VALUES
                    ('2', 'c2', NULL, '2_failed', 'boom', NULL, now(), 0),
                    ('3', 'c1', now(), '1_first', NULL, NULL, now(), 1)\
                """);
        List<Finding> found = clinic.examine(live -> new HistoryHealth(live, null));
        assertThat(Clinic.one(found, Topic.FAILED_MIGRATION, Severity.PROBLEM).remedy())
                .isEqualTo("backout plan 2_failed");
        assertThat(Clinic.one(found, Topic.HISTORY_ROWS, Severity.WARNING).title())
                .isEqualTo("1_first is recorded as applied 2 times");
    }

    @Test
    void aDatabaseWithoutHistoryIsANote() throws SQLException {
        clinic.execute("DROP TABLE _prisma_migrations");
        List<Finding> found = clinic.examine(live -> new HistoryHealth(live, null));
        assertThat(Clinic.one(found, Topic.HISTORY_TABLE, Severity.NOTE).title())
                .isEqualTo(
                        "there is no public._prisma_migrations: the migration tool never ran here");
        assertThat(clinic.examine(HistoryRights::new)).isEmpty();
    }

    @Test
    void aDeploymentUnderWayIsAProblem() throws SQLException {
        assertHealthy(clinic.examine(Deployments::new));
        try (Connection other = clinic.session();
                Statement statement = other.createStatement()) {
            statement.execute("SET application_name = 'deploy job'");
            statement.execute("SELECT pg_advisory_lock(72707369)");
            assertThat(
                            Clinic.one(
                                            clinic.examine(Deployments::new),
                                            Topic.DEPLOYMENT,
                                            Severity.PROBLEM)
                                    .title())
                    .contains("is held by pid ", "(deploy job)");
        }
    }

    @Test
    void aLongTransactionIsToldWithoutItsQuery() throws SQLException {
        try (Connection other = clinic.session();
                Statement statement = other.createStatement()) {
            statement.execute("SET application_name = 'reports'");
            statement.execute("BEGIN");
            statement.execute("SELECT 'secret value' FROM users");
            assertHealthy(clinic.examine(LongTransactions::new));
            Finding found =
                    Clinic.one(
                            clinic.examine(live -> new LongTransactions(live, Duration.ZERO)),
                            Topic.LONG_TRANSACTIONS,
                            Severity.WARNING);
            assertThat(found.toString())
                    .contains("(reports, role postgres, idle in transaction)")
                    .doesNotContain("secret");
            assertThat(clinic.examine(clinic.guest(), LongTransactions::new).toString())
                    .contains("others are not visible");
            clinic.execute(remedy(found));
            assertThat(other.isValid(1)).isFalse();
        }
    }

    @Test
    void publicationsAndSubscriptionsAreTold() throws SQLException {
        assertHealthy(clinic.examine(LogicalReplication::new));
        clinic.execute("CREATE PUBLICATION everything FOR ALL TABLES");
        clinic.execute(
                "CREATE SUBSCRIPTION stopped CONNECTION 'dbname=x' PUBLICATION p"
                        + " WITH (connect = false, slot_name = NONE, enabled = false)");
        List<Finding> found = clinic.examine(LogicalReplication::new);
        assertThat(found)
                .allMatch(one -> one.severity() == Severity.WARNING)
                .extracting(Finding::title)
                .containsExactly(
                        "publication everything sends every table, those of Backout included, so"
                                + " that run and deploy refuse",
                        "subscription stopped is disabled");
        assertThat(found.getLast().remedy()).isEqualTo("ALTER SUBSCRIPTION stopped ENABLE;");
        clinic.execute("DROP SUBSCRIPTION stopped");
    }

    @Test
    void settingsOfTheRoleAreToldAndMended() throws SQLException {
        String owner = clinic.owner();
        assertHealthy(clinic.examine(owner, ServerState::new));
        // A session that was closed may still be counted for a moment, so there is room for it.
        clinic.execute(
                """
                ALTER ROLE %1$s SET default_transaction_read_only = on;
                ALTER ROLE %1$s SET statement_timeout = '30s';
                ALTER ROLE %1$s CONNECTION LIMIT 2\
                """
                        .formatted(owner));
        List<Finding> found = clinic.examine(owner, ServerState::new);
        Finding readOnly = Clinic.one(found, Topic.READ_ONLY, Severity.PROBLEM);
        Finding timeout = Clinic.one(found, Topic.TIMEOUTS, Severity.NOTE);
        assertThat(timeout.title()).startsWith("statement_timeout is 30s");
        Finding few =
                Clinic.one(clinic.examine(owner, Room::new), Topic.CONNECTIONS, Severity.PROBLEM);
        for (Finding finding : List.of(readOnly, timeout, few)) {
            clinic.execute(remedy(finding));
        }
        assertHealthy(clinic.examine(owner, ServerState::new));
        assertThat(Clinic.one(clinic.examine(owner, Room::new), Topic.CONNECTIONS, Severity.OK))
                .isNotNull();
    }

    @Test
    void theIdentityIsToldOrANote() throws SQLException {
        assertHealthy(clinic.examine(clinic.owner(), Identity::new));
        clinic.execute("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");
        Finding found =
                Clinic.one(
                        clinic.examine(clinic.owner(), Identity::new),
                        Topic.IDENTITY,
                        Severity.NOTE);
        clinic.execute(remedy(found));
        assertHealthy(clinic.examine(clinic.owner(), Identity::new));
        clinic.execute("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM " + clinic.owner());
    }

    @Test
    void ourOwnRecordsAreTheirsOrOurs() throws SQLException {
        assertHealthy(clinic.examine(Records::new));
        clinic.execute("CREATE SCHEMA backout");
        assertThat(
                        Clinic.one(
                                        clinic.examine(Records::new),
                                        Topic.RECORD_SCHEMA,
                                        Severity.PROBLEM)
                                .title())
                .isEqualTo("there is a schema backout that Backout did not make");
        clinic.execute("COMMENT ON SCHEMA backout IS 'Backout''s records, format 999'");
        assertThat(
                        Clinic.one(
                                        clinic.examine(Records::new),
                                        Topic.RECORD_SCHEMA,
                                        Severity.PROBLEM)
                                .title())
                .contains("made by a newer Backout");
    }

    @Test
    void anUnfinishedRunIsAProblem() throws SQLException {
        try (Connection session = clinic.session()) {
            new RecordSchema("backout").ensure(session);
        }
        clinic.execute(
                """
                INSERT INTO backout.run (id, state, migrations, history, database_user, operator,
                    began_at, engine, server_version, plan_hash, plan, inverse)
                VALUES ('01R', 'stopped', '{1_first}', 'h', 'ann', 'ann@laptop', now(), 'e', 'v', 'p',
                    '{}', '{}')\
                """);
        Finding found =
                Clinic.one(clinic.examine(Records::new), Topic.UNFINISHED_RUN, Severity.PROBLEM);
        assertThat(found.title()).isEqualTo("run 01R of 1_first by ann@laptop is stopped");
        assertThat(found.remedy()).isEqualTo("backout resume 01R   or   backout abort 01R");
    }
}
