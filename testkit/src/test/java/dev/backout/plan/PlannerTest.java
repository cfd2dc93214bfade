package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.schema.Snapshot;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchRequest;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchServers;
import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// Plans on the newest server; [OldestPlannerTest] does the same on the oldest.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlannerTest {
    private static final String INIT =
            """
            CREATE TYPE "Role" AS ENUM ('user', 'admin');
            CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL, name text,
                role "Role" NOT NULL DEFAULT 'user');
            CREATE UNIQUE INDEX users_email_key ON users (email);
            CREATE TABLE orders (id serial PRIMARY KEY, user_id int NOT NULL REFERENCES users,
                total numeric(10,2) NOT NULL DEFAULT 0, code varchar(10));
            """;
    private static final String NICKNAME = "ALTER TABLE users ADD COLUMN nickname text;\n";

    private JudgeServer server;
    private ScratchServer scratch;
    private Site site;

    int major() {
        return 18;
    }

    @BeforeAll
    void start() {
        server = JudgeServer.start(major());
        scratch =
                new ScratchServers(ScratchPlaces.standard())
                        .start(new ScratchRequest.Embedded(major()));
    }

    @AfterAll
    void stop() {
        if (scratch != null) {
            scratch.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void migrate() throws SQLException {
        site = Site.on(server, scratch).apply("1_init", INIT);
        site.sql(
                "INSERT INTO users (email, name) SELECT 'u' || i, 'n' FROM generate_series(1, 10)"
                        + " i");
        site.sql("INSERT INTO orders (user_id, total) SELECT i, i FROM generate_series(1, 10) i");
    }

    @AfterEach
    void drop() throws SQLException {
        site.close();
    }

    @Test
    void undoesTheLastMigrationAndCountsWhatItDrops() throws SQLException {
        site.apply("2_nickname", NICKNAME);
        site.sql("UPDATE users SET nickname = 'x' WHERE id <= 3");

        Plan plan = site.planLast();

        assertThat(plan.statements())
                .containsExactly("ALTER TABLE public.users DROP COLUMN nickname");
        assertThat(plan.casualties())
                .singleElement()
                .satisfies(lost -> {
                    assertThat(lost.object().text()).isEqualTo("public.users.nickname");
                    assertThat(lost.count()).isEqualTo(3);
                    assertThat(lost.exact()).isTrue();
                    assertThat(lost.since()).isFalse();
                });
        assertThat(plan.data()).isEqualTo("lost");
        assertThat(plan.locks())
                .singleElement()
                .satisfies(lock -> {
                    assertThat(lock.table().text()).isEqualTo("public.users");
                    assertThat(lock.mode()).isEqualTo("AccessExclusiveLock");
                });
        assertThat(plan.migrations())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.name()).isEqualTo("2_nickname");
                    assertThat(one.rowIds()).containsExactly("2");
                    assertThat(one.checksums()).hasSizeGreaterThanOrEqualTo(2);
                });
        assertThat(plan.runnable()).isTrue();
    }

    @Test
    void losesNothingWhereNothingIs() throws SQLException {
        site.apply("2_nickname", NICKNAME);

        Plan plan = site.planLast();

        assertThat(plan.casualties()).isEmpty();
        assertThat(plan.data()).isEqualTo("none");
        assertThat(plan.notes()).anyMatch(note -> note.contains("holds no value"));
    }

    @Test
    void leavesInPlaceWhatOnlyAdds() throws SQLException {
        site.apply("2_nickname", NICKNAME);

        Plan plan = site.undecided().planLast();

        assertThat(plan.strategy())
                .isEqualTo(
                        new Strategy.LeaveInPlace(
                                List.of("ALTER TABLE public.users DROP COLUMN nickname")));
        assertThat(plan.statements()).isEmpty();
        assertThat(plan.runnable()).isFalse();
    }

    @Test
    void doesNotLeaveInPlaceWhatBreaksTheOldRelease() throws SQLException {
        site.apply(
                "2_required",
                "ALTER TABLE orders ALTER code SET DEFAULT 'x';UPDATE orders SET code = 'x'; ALTER"
                        + " TABLE orders ALTER code SET NOT NULL;");

        Plan plan = site.undecided().planLast();

        assertThat(plan.strategy()).isEqualTo(new Strategy.Inverse());
        assertThat(plan.reason()).contains("public.orders.code");
    }

    @Test
    void undoesSeveralAsOne() throws SQLException {
        site.apply("2_nickname", NICKNAME)
                .apply("3_rename", "ALTER TABLE users RENAME COLUMN nickname TO alias;");

        Plan plan = site.plan(new Choice.Last(2));

        assertThat(plan.statements()).containsExactly("ALTER TABLE public.users DROP COLUMN alias");
        assertThat(plan.migrations())
                .extracting(UndoneMigration::name)
                .containsExactly("3_rename", "2_nickname");
        assertThat(site.plan(new Choice.BackTo("1_init")).statements())
                .isEqualTo(plan.statements());
    }

    @Test
    void undoesOneInTheMiddleAlone() throws SQLException {
        site.apply("2_nickname", NICKNAME)
                .apply("3_index", "CREATE INDEX orders_total_idx ON orders (total);");

        Plan plan = site.plan(new Choice.Only("2_nickname"));

        assertThat(plan.statements())
                .containsExactly("ALTER TABLE public.users DROP COLUMN nickname");
        assertThat(plan.migrations())
                .extracting(UndoneMigration::name)
                .containsExactly("2_nickname");
    }

    @Test
    void namesWhatWasBuiltOnOneInTheMiddle() throws SQLException {
        site.apply("2_nickname", NICKNAME)
                .apply("3_index", "CREATE INDEX users_nickname_idx ON users (nickname);");

        assertThatThrownBy(() -> site.plan(new Choice.Only("2_nickname")))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        refusal -> {
                            assertThat(refusal.code()).isEqualTo(ErrorCode.UNPROVED);
                            assertThat(refusal).hasMessageContaining("3_index");
                            assertThat(refusal.hints())
                                    .anyMatch(hint -> hint.contains("backout plan --to 1_init"));
                        });
    }

    @Test
    void isNotDisturbedByDriftElsewhere() throws SQLException {
        site.apply("2_nickname", NICKNAME);
        site.sql(
                """
                CREATE INDEX by_hand ON users (name);
                CREATE TABLE by_hand_table (id int PRIMARY KEY, user_id int REFERENCES users);
                COMMENT ON TABLE orders IS 'by hand';
                CREATE VIEW by_hand_view AS SELECT id, name FROM users;
                GRANT SELECT ON orders TO PUBLIC;
                """);

        Plan plan = site.planLast();

        assertThat(plan.statements())
                .containsExactly("ALTER TABLE public.users DROP COLUMN nickname");
        assertThat(plan.notes())
                .anyMatch(note -> note.contains("drift, not touched") && note.contains("by_hand"));
        assertThat(plan.before())
                .extracting(one -> one.address().text())
                .contains("public.by_hand");
    }

    @Test
    void isNotDisturbedByPartitionsMadeByHand() throws SQLException {
        site.apply(
                "2_log",
                """
                CREATE TABLE log (at date NOT NULL, line text) PARTITION BY RANGE (at);
                CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
                """);
        site.apply("3_level", "ALTER TABLE log ADD COLUMN level int;");
        site.sql(
                "CREATE TABLE log_2 PARTITION OF log FOR VALUES FROM ('2026-02-01') TO"
                        + " ('2026-03-01')");

        Plan plan = site.planLast();

        assertThat(plan.statements()).containsExactly("ALTER TABLE public.log DROP COLUMN level");
        assertThat(plan.before())
                .extracting(one -> one.address().text())
                .contains("public.log_2.level");
    }

    @Test
    void isNotDisturbedByWhatNoScratchServerHas() throws SQLException {
        site.apply("2_nickname", NICKNAME);
        site.admin(
                """
                CREATE FUNCTION strange() RETURNS int LANGUAGE c AS '$libdir/plpgsql',
                    'plpgsql_call_handler';
                """);

        Plan plan = site.planLast();

        assertThat(plan.statements())
                .containsExactly("ALTER TABLE public.users DROP COLUMN nickname");
    }

    @Test
    void refusesDriftWhereItWouldWork() throws SQLException {
        site.apply("2_nickname", NICKNAME);
        site.sql("CREATE INDEX by_hand ON users (nickname)");

        assertThatThrownBy(() -> site.planLast())
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        refusal -> {
                            assertThat(refusal.code()).isEqualTo(ErrorCode.DRIFT);
                            assertThat(refusal).hasMessageContaining("by_hand");
                        });
    }

    @Test
    void refusesAViewByHandOnWhatWouldGo() throws SQLException {
        site.apply("2_nickname", NICKNAME);
        site.sql("CREATE VIEW by_hand AS SELECT nickname FROM users");

        assertThatThrownBy(() -> site.planLast())
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        refusal -> {
                            assertThat(refusal.code()).isEqualTo(ErrorCode.DRIFT);
                            assertThat(refusal).hasMessageContaining("by_hand");
                        });
    }

    @Test
    void refusesWhatIsGoneAlready() throws SQLException {
        site.apply("2_nickname", NICKNAME);
        site.sql("ALTER TABLE users DROP COLUMN nickname");

        assertThatThrownBy(() -> site.planLast())
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.DRIFT));
    }

    @Test
    void startsFromABaselineThatWasNeverRun() throws SQLException {
        Site other = Site.on(server, scratch);
        try (other) {
            other.sql("CREATE TABLE old (id int PRIMARY KEY, by_hand text)");
            other.resolved("0_baseline", "CREATE TABLE old (id int PRIMARY KEY);")
                    .apply("1_add", "ALTER TABLE old ADD COLUMN a int;");

            Plan plan = other.planLast();

            assertThat(plan.statements()).containsExactly("ALTER TABLE public.old DROP COLUMN a");
        }
    }

    @Test
    void livesWithEditedAndMissingMigrations() throws SQLException {
        site.apply("2_nickname", NICKNAME)
                .apply("3_total", "ALTER TABLE orders ADD COLUMN note text;")
                .apply("4_last", "ALTER TABLE users ADD COLUMN age int;");
        site.forget("2_nickname").edit("3_total", "ALTER TABLE orders ADD COLUMN remark text;");

        Plan plan = site.planLast();

        assertThat(plan.statements()).containsExactly("ALTER TABLE public.users DROP COLUMN age");
        assertThat(plan.notes())
                .anyMatch(note ->
                        note.contains("2_nickname") && note.contains("not in the directory"))
                .anyMatch(note -> note.contains("3_total") && note.contains("edited"));
    }

    @Test
    void trustsNoEditedScriptAboutData() throws SQLException {
        site.apply("2_nickname", NICKNAME + "DELETE FROM orders;").edit("2_nickname", NICKNAME);

        Plan plan = site.undecided().planLast();

        assertThat(plan.strategy()).isEqualTo(new Strategy.Inverse());
        assertThat(plan.data()).isEqualTo("unknown");
        assertThat(plan.migrations().getFirst().checksums()).hasSize(1);
    }

    @Test
    void tellsWhereTheScriptThatRanIsFound() throws SQLException {
        site.apply("2_nickname", NICKNAME)
                .edit("2_nickname", "ALTER TABLE users ADD COLUMN alias text;");

        assertThatThrownBy(() -> site.planLast())
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        refusal -> {
                            assertThat(refusal.code()).isEqualTo(ErrorCode.DRIFT);
                            assertThat(refusal.hints())
                                    .anyMatch(hint -> hint.contains("--git-ref"));
                        });
    }

    @Test
    void usesTheKeptInverseWhenTheFileIsMissing() throws SQLException {
        Snapshot before = site.schema();
        site.apply("2_nickname", NICKNAME).forget("2_nickname");
        String footprint = Footprint.of(before, site.schema());

        assertRefused(KeptInverses.NONE, ErrorCode.UNPROVED);
        assertRefused(kept("of another schema"), ErrorCode.DRIFT);

        Plan plan = site.plan(new Choice.Last(1), kept(footprint));
        assertThat(plan.runnable()).isTrue();
        assertThat(plan.data()).isEqualTo("lost");
        assertThat(plan.after())
                .extracting(one -> one.address().text())
                .doesNotContain("public.users.nickname");

        site.sql("ALTER TABLE users ALTER nickname SET DEFAULT 'nobody'");
        assertRefused(kept(footprint), ErrorCode.DRIFT);
    }

    private static KeptInverses kept(String footprint) {
        String sql = "-- of 2_nickname\nALTER TABLE users DROP nickname;\n";
        return (name, checksum) ->
                new KeptInverses.Kept(sql, footprint, "lost", List.of("public.users.email"));
    }

    private void assertRefused(KeptInverses kept, ErrorCode code) {
        assertThatThrownBy(() -> site.plan(new Choice.Last(1), kept))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    @Test
    void tellsWhatWasNeverAppliedHere() {
        Plan plan = site.pending("9_new", NICKNAME).plan(new Choice.Only("9_new"));

        assertThat(plan.strategy()).isEqualTo(new Strategy.RevertCommit());
        assertThat(plan.runnable()).isFalse();
    }

    @Test
    void knowsNoOtherMigration() {
        assertThatThrownBy(() -> site.plan(new Choice.Only("init")))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        refusal -> {
                            assertThat(refusal.code()).isEqualTo(ErrorCode.MIGRATION_UNKNOWN);
                            assertThat(refusal.hints()).containsExactly("did you mean 1_init?");
                        });
    }

    @Test
    void refusesAFailedMigration() throws SQLException {
        site.sql(
                """
                INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at)
                VALUES ('f', 'c', '5_failed', now() + interval '1 day')
                """);

        assertThatThrownBy(() -> site.planLast())
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        refusal -> assertThat(refusal).hasMessageContaining("5_failed"));
    }

    @Test
    void tellsOfRowsWithoutAValueAndFillsThem() throws SQLException {
        site.apply(
                "2_contact",
                "ALTER TABLE users ADD COLUMN contact text; ALTER TABLE users DROP COLUMN email;");

        Plan stuck = site.planLast();

        assertThat(stuck.runnable()).isFalse();
        assertThat(stuck.obstacles())
                .singleElement()
                .satisfies(obstacle -> {
                    assertThat(obstacle.object().text()).isEqualTo("public.users.email");
                    assertThat(obstacle.count()).isEqualTo(10);
                    assertThat(obstacle.remedy()).contains("--fill public.users.email=");
                });
        assertThat(stuck.casualties()).anyMatch(Casualty::since);

        Plan filled = site.fill("public.users.email", "coalesce(contact, 'u' || id)").planLast();

        assertThat(filled.runnable()).isTrue();
        assertThat(filled.statements())
                .anyMatch(sql -> sql.startsWith("UPDATE public.users SET email ="))
                .anyMatch(sql -> sql.contains("SET NOT NULL") || sql.contains("ADD CONSTRAINT"));
    }

    @Test
    void countsTheDuplicatesThatAFillWouldMake() throws SQLException {
        site.apply("2_drop", "ALTER TABLE users DROP COLUMN email;");

        site.fill("public.users.email", "'the same for ' || (id % 2)");

        assertObstacle("public.users_email_key", 8);
    }

    @Test
    void refusesAFillThatTheServerDoesNotUnderstand() throws SQLException {
        site.apply("2_drop", "ALTER TABLE users DROP COLUMN email;");
        site.fill("public.users.email", "no_such_function()");

        assertThatThrownBy(() -> site.planLast())
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        refusal -> assertThat(refusal).hasMessageContaining("no_such_function"));
    }

    @Test
    void countsNullsWhereNotNullComesBack() throws SQLException {
        site.apply("2_loose", "ALTER TABLE users ALTER email DROP NOT NULL;");
        site.sql("UPDATE users SET email = NULL WHERE id <= 4");

        assertObstacle("public.users.email", 4);
    }

    @Test
    void countsDuplicatesWhereAUniqueIndexComesBack() throws SQLException {
        site.apply("2_loose", "DROP INDEX users_email_key;");
        site.sql("UPDATE users SET email = 'same' WHERE id <= 4");

        assertObstacle("public.users_email_key", 3);
    }

    @Test
    void countsOrphansWhereAForeignKeyComesBack() throws SQLException {
        site.apply("2_loose", "ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;");
        site.sql("DELETE FROM users WHERE id <= 2");

        assertObstacle("public.orders.orders_user_id_fkey", 2);
    }

    @Test
    void countsRowsThatACheckForbids() throws SQLException {
        site.apply("2_check", "ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);")
                .apply("3_loose", "ALTER TABLE orders DROP CONSTRAINT positive;");
        site.sql("UPDATE orders SET total = -1 WHERE id <= 5");

        assertObstacle("public.orders.positive", 5);
    }

    @Test
    void countsValuesThatAreTooLong() throws SQLException {
        site.apply("2_wide", "ALTER TABLE orders ALTER code TYPE text;");
        site.sql("UPDATE orders SET code = 'longer than ten' WHERE id <= 6");

        assertObstacle("public.orders.code", 6);
    }

    @Test
    void countsNumbersThatAreTooBig() throws SQLException {
        site.apply("2_number", "ALTER TABLE orders ADD COLUMN n int;")
                .apply("3_wide", "ALTER TABLE orders ALTER n TYPE bigint;");
        site.sql("UPDATE orders SET n = 3000000000 WHERE id <= 7");

        assertObstacle("public.orders.n", 7);
    }

    @Test
    void countsLabelsInUse() throws SQLException {
        site.apply("2_label", "ALTER TYPE \"Role\" ADD VALUE 'owner';");
        site.sql("UPDATE users SET role = 'owner' WHERE id <= 8");

        assertObstacle("public.users.role", 8);
    }

    @Test
    void countsRowsThatExcludeEachOther() throws SQLException {
        site.apply(
                        "2_rooms",
                        """
                        CREATE TABLE rooms (during int4range,
                            CONSTRAINT free EXCLUDE USING gist (during WITH &&));
                        """)
                .apply("3_loose", "ALTER TABLE rooms DROP CONSTRAINT free;");
        site.sql("INSERT INTO rooms VALUES ('[1,5)'), ('[3,9)'), ('[20,30)')");

        assertObstacle("public.rooms.free", 1);
    }

    @Test
    void estimatesWhatCannotBeCountedInTime() throws SQLException {
        site.apply("2_nickname", NICKNAME);
        site.sql(
                "INSERT INTO users (email, nickname) SELECT 'x' || i, 'y' FROM generate_series(1,"
                        + " 200000) i");
        site.sql("ANALYZE users");

        Plan plan = site.impatient().planLast();

        assertThat(plan.casualties())
                .singleElement()
                .satisfies(lost -> {
                    assertThat(lost.exact()).isFalse();
                    assertThat(lost.count()).isBetween(150_000L, 250_000L);
                });
    }

    @Test
    void tellsWhoIsInTheWay() throws Exception {
        site.apply("2_nickname", NICKNAME);
        try (Connection other = site.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SET application_name = 'reporting'");
            statement.execute("SELECT count(*) FROM users");
            statement.execute("SELECT pg_sleep(1.2)");

            assertThat(site.planLast().notes())
                    .anyMatch(note -> note.contains("reporting") && note.contains("in the way"));
            other.rollback();
        }
    }

    private void assertObstacle(String object, long count) {
        Plan plan = site.planLast();
        assertThat(plan.obstacles())
                .singleElement()
                .satisfies(obstacle -> {
                    assertThat(obstacle.object().text()).isEqualTo(object);
                    assertThat(obstacle.count()).isEqualTo(count);
                });
        assertThat(plan.runnable()).isFalse();
    }
}
