package dev.backout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.catalog.CatalogReader;
import dev.backout.database.Database;
import dev.backout.database.DatabaseAddress;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Operator;
import dev.backout.migration.prisma.Prisma;
import dev.backout.plan.Plan;
import dev.backout.plan.PlanFile;
import dev.backout.plan.UndoneMigration;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Snapshot;
import dev.backout.testkit.run.Places;
import dev.backout.testkit.run.PlanMaker;
import dev.backout.testkit.server.JudgeServer;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// A database in which two migrations were applied, and a plan that undoes the second one. An
/// ordinary role owns all of it.
final class Shop implements AutoCloseable {
    static final String OWNER = "shop_owner";
    static final String BAD = "20260102_bad";
    static final String CHECKSUM =
            "bad0000000000000000000000000000000000000000000000000000000000bad";
    static final Prisma TOOL = Prisma.usual();
    static final UndoneMigration UNDONE =
            new UndoneMigration(BAD, List.of("2"), List.of(CHECKSUM, "crlf"));
    static final List<String> INVERSE =
            List.of(
                    "ALTER TABLE public.users ADD COLUMN email text",
                    "DROP INDEX public.users_name_idx",
                    "ALTER TABLE public.users DROP COLUMN nickname");

    private static final String SETUP =
            """
            CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY,
                checksum varchar(64) NOT NULL, finished_at timestamptz,
                migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
                started_at timestamptz NOT NULL DEFAULT now(),
                applied_steps_count integer NOT NULL DEFAULT 0);
            CREATE TABLE users (id int PRIMARY KEY, name text, nickname text);
            CREATE INDEX users_name_idx ON users (name);
            CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users);
            INSERT INTO _prisma_migrations VALUES
                ('1', 'c1', now(), '20260101_first', NULL, NULL, now(), 1),
                ('2', '%s', now(), '%s', NULL, NULL, now(), 1);
            """
                    .formatted(CHECKSUM, BAD);

    private final JudgeServer server;
    private final String name;

    private Shop(JudgeServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /// The server of a major version; it lives as long as the tests.
    static JudgeServer server(int major) {
        return JudgeServer.shared(major);
    }

    static Shop on(JudgeServer server) throws SQLException {
        Shop shop = new Shop(server, server.createDatabase());
        try (Connection admin = server.connect(shop.name)) {
            execute(
                    admin,
                    """
                    DO $$ BEGIN CREATE ROLE shop_owner LOGIN;
                    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$
                    """);
        }
        shop.own();
        shop.execute(SETUP);
        return shop;
    }

    private void own() throws SQLException {
        try (Connection admin = admin()) {
            execute(admin, "ALTER DATABASE " + name + " OWNER TO shop_owner");
        }
    }

    /// A copy of it as it is now; nobody may be connected.
    Shop twin() throws SQLException {
        Shop twin = new Shop(server, server.createDatabase(name));
        twin.own();
        return twin;
    }

    String name() {
        return name;
    }

    /// A session of the owner.
    Connection connect() {
        return connect(OWNER);
    }

    Connection connect(String role) {
        String url = server.plainUrl(name).replace("postgres@", role + "@");
        return Database.connect(DatabaseAddress.parse(url, Path.of("")));
    }

    /// A session of the superuser.
    Connection admin() throws SQLException {
        return server.connect(name);
    }

    Snapshot read() throws SQLException {
        try (Connection connection = connect()) {
            return CatalogReader.on(connection, Duration.ZERO).read();
        }
    }

    Runner runner(RunSettings settings, Consumer<RunEvent> listener) {
        return new Runner(place(settings, listener));
    }

    RunPlace place(RunSettings settings, Consumer<RunEvent> listener) {
        return Places.plain(
                this::connect, TOOL, settings, new Operator("tester@here", "CI job 7"), listener);
    }

    RunReport run(PlanFile file) {
        return runner(fast(), event -> {}).run(file, Runner.Beginning.PLAIN);
    }

    /// Waits for nobody for long.
    static RunSettings fast() {
        return RunSettings.DEFAULT
                .withLockTimeout(Duration.ofMillis(100))
                .withTries(3)
                .withPauses(Duration.ofMillis(10), Duration.ofMillis(20))
                .withToolPatience(Duration.ofMillis(50));
    }

    /// The same, but waits long enough to be seen waiting, also on a busy machine.
    static RunSettings seen() {
        return fast().withLockTimeout(Duration.ofMillis(500));
    }

    /// The plan that undoes the second migration by [#INVERSE].
    PlanFile plan() throws SQLException {
        return plan(INVERSE);
    }

    /// A plan for these statements; what they lead to is found on a copy.
    PlanFile plan(List<String> statements) throws SQLException {
        try (Shop twin = twin();
                Connection live = connect();
                Connection copy = twin.connect()) {
            return file(PlanMaker.make(live, copy, TOOL, UNDONE, statements));
        }
    }

    /// A plan as if it had been read from a file.
    static PlanFile file(Plan plan) {
        return Places.file(plan);
    }

    /// Runs SQL as the owner.
    void execute(String sql) throws SQLException {
        try (Connection connection = connect()) {
            execute(connection, sql);
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// One value as text.
    @Nullable String value(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            return found.next() ? found.getString(1) : null;
        }
    }

    /// What a deployment does first.
    void insertRow(Connection connection, String migration, String checksum) throws SQLException {
        execute(
                connection,
                "INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('%s', '%s', '%s')"
                        .formatted(
                                Integer.toString((migration + checksum).hashCode()),
                                checksum,
                                migration));
    }

    @Override
    public void close() throws SQLException {
        server.dropDatabase(name);
    }

    /// The bar stops the second migration in this session, which is closed.
    void assertBarred(Connection session) throws SQLException {
        try (session) {
            assertThatThrownBy(() -> insertRow(session, Shop.BAD, Shop.CHECKSUM))
                    .hasMessageContaining("Backout barred migration " + Shop.BAD)
                    .hasMessageContaining("wait behind it")
                    .hasMessageContaining("backout unbar " + Shop.BAD);
            assertThatThrownBy(() -> insertRow(session, Shop.BAD, "crlf"))
                    .hasMessageContaining("Backout barred");
        }
    }

    /// The same plan with other statements.
    static PlanFile withStatements(PlanFile file, List<String> statements) {
        return file(file.plan().with(new Plan.Work(statements, List.of())));
    }

    /// The plan fails and leaves everything as it was.
    void assertUndone(PlanFile plan, String what) throws SQLException {
        assertUndone(fast(), plan, what);
    }

    void assertUndone(RunSettings settings, PlanFile plan, String what) throws SQLException {
        Snapshot before = read();
        assertRefused(
                () -> runner(settings, event -> {}).run(plan, Runner.Beginning.PLAIN),
                ErrorCode.STEP_FAILED,
                what);
        RecordSchema records = new RecordSchema("backout");
        assertThat(records.hiddenFrom(read()).sameAs(records.hiddenFrom(before))).isTrue();
        assertThat(value("SELECT string_agg(state, ',') FROM backout.run")).isEqualTo("stopped");
        assertThat(value("SELECT count(*) FROM _prisma_migrations")).isEqualTo("2");
    }

    /// It is refused with that code, and the message holds those words.
    static void assertRefused(ThrowingCallable run, ErrorCode code, String what) {
        assertThatThrownBy(run)
                .isInstanceOfSatisfying(
                        BackoutException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(what);
    }
}
