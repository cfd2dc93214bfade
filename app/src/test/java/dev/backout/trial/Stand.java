package dev.backout.trial;

import dev.backout.cli.Typed;
import dev.backout.database.Database;
import dev.backout.database.DatabaseAddress;
import dev.backout.database.Sql;
import dev.backout.journal.RunRecord;
import dev.backout.journal.RunRecords;
import dev.backout.journal.RunState;
import dev.backout.migration.prisma.Prisma;
import dev.backout.plan.LoneStatement;
import dev.backout.plan.UndoneMigration;
import dev.backout.planfile.PlanFiles;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;
import dev.backout.testkit.run.PlanMaker;
import dev.backout.testkit.run.RunEnd;
import dev.backout.testkit.server.JudgeServer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// A database with a migration too many, and a plan in a folder that backs it out in one
/// transaction and two statements of their own.
final class Stand implements AutoCloseable {
    static final String BUILDING =
            "CREATE INDEX CONCURRENTLY orders_user_idx ON public.orders (user_id)";
    static final List<String> INVERSE =
            List.of(
                    "ALTER TABLE public.users ADD COLUMN email text",
                    "ALTER TABLE public.users DROP COLUMN nickname");

    private static final RecordSchema RECORDS = new RecordSchema(RecordSchema.USUAL);
    private static final List<LoneStatement> AFTERWARDS =
            List.of(
                    new LoneStatement(
                            BUILDING,
                            LoneStatement.Goal.INDEX_VALID,
                            Address.of(ObjectKind.INDEX, "public", "orders_user_idx"),
                            "",
                            "DROP INDEX CONCURRENTLY public.orders_user_idx"),
                    new LoneStatement(
                            "DROP INDEX CONCURRENTLY public.users_name_idx",
                            LoneStatement.Goal.INDEX_GONE,
                            Address.of(ObjectKind.INDEX, "public", "users_name_idx"),
                            "",
                            "CREATE INDEX CONCURRENTLY users_name_idx ON public.users (name)"));
    private static final String SETUP =
            """
            CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64),
                finished_at timestamptz, migration_name varchar(255), logs text,
                rolled_back_at timestamptz, started_at timestamptz DEFAULT now(),
                applied_steps_count integer DEFAULT 0);
            CREATE TABLE users (id int PRIMARY KEY, name text, nickname text);
            CREATE INDEX users_name_idx ON users (name);
            CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users);
            INSERT INTO users SELECT g, 'name ' || g, NULL FROM generate_series(1, 3) g;
            INSERT INTO _prisma_migrations VALUES
                ('1', 'c1', '2026-01-01', '1 first', NULL, NULL, '2026-01-01', 1),
                ('2', 'c2', '2026-01-02', '2 bad', NULL, NULL, '2026-01-02', 1)
            """;

    private final JudgeServer server;
    private final String name;
    private final Path folder;

    private Stand(JudgeServer server, String name, Path folder) {
        this.server = server;
        this.name = name;
        this.folder = folder;
    }

    /// A new database, and the plan as `plan.json` in a new folder.
    static Stand build(JudgeServer server, Path place, List<String> inverse)
            throws SQLException, IOException {
        Path folder = Files.createTempDirectory(place, "stand");
        Stand stand = new Stand(server, server.createDatabase(), folder);
        stand.execute(SETUP);
        String copy = server.createDatabase(stand.name);
        try (Connection live = stand.session();
                Connection twin = new Stand(server, copy, folder).session()) {
            PlanFiles.write(
                    PlanMaker.make(
                            live,
                            twin,
                            Prisma.usual(),
                            new UndoneMigration("2 bad", List.of("2"), List.of("c2")),
                            inverse,
                            AFTERWARDS),
                    folder.resolve("plan.json"));
        }
        server.dropDatabase(copy);
        return stand;
    }

    static Stand build(JudgeServer server, Path place) throws SQLException, IOException {
        return build(server, place, INVERSE);
    }

    Path folder() {
        return folder;
    }

    String url(int port) {
        return "postgresql://postgres@127.0.0.1:%d/%s?sslmode=disable".formatted(port, name);
    }

    /// Starts `run` as a process.
    Child child(int port) throws IOException {
        return Child.start(folder, "run", "plan.json", "--yes", "--url", url(port));
    }

    /// Runs or resumes in this process, once.
    Typed attempt(int port) {
        String open = first(run -> run.state().open());
        return open == null
                ? type("run", "plan.json", "--yes", "--url", url(port))
                : type("resume", open, "--yes", "--url", url(port));
    }

    Typed type(String... arguments) {
        return Typed.in(
                folder, Map.of("XDG_STATE_HOME", folder.resolve("state").toString()), arguments);
    }

    /// What a person does until the run is done: resume it, and when somebody is said to be at it
    /// still, again in a moment.
    void finish() {
        for (int tries = 0; !done(); tries++) {
            Typed typed = attempt(server.port());
            if (typed.exit() != 0 && (!typed.said().contains("locked: ") || tries == 100)) {
                throw new AssertionError(typed.said());
            }
            if (typed.exit() != 0) {
                Trials.sleep(200);
            }
        }
    }

    private boolean done() {
        return first(run -> run.state() == RunState.DONE) != null;
    }

    private @Nullable String first(Predicate<RunRecord> wanted) {
        try (Connection connection = session()) {
            return new RunRecords(RECORDS)
                    .list(connection).stream()
                            .filter(wanted)
                            .map(RunRecord::id)
                            .findFirst()
                            .orElse(null);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What there is in the end.
    RunEnd end() throws SQLException {
        try (Connection connection = session()) {
            return RunEnd.read(connection, List.of("users", "orders", "_prisma_migrations"));
        }
    }

    /// The steps of which the journal says that they are done, each as often as it says so.
    String stepsDone() throws SQLException {
        return value(
                "SELECT string_agg(step::text, ',' ORDER BY line) FROM backout.journal"
                        + " WHERE event = 'done'");
    }

    private Connection session() {
        return session(server.port());
    }

    private Connection session(int port) {
        return Database.connect(DatabaseAddress.parse(url(port), folder));
    }

    Connection connect() throws SQLException {
        return server.connect(name);
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect()) {
            Sql.execute(connection, sql);
        }
    }

    String value(String sql) throws SQLException {
        try (Connection connection = connect()) {
            String found = Sql.first(connection, sql, row -> row.getString(1));
            return found == null ? "" : found;
        }
    }

    /// Waits until a question is answered with yes.
    void await(String question) throws SQLException {
        for (int i = 0; i < 1000; i++) {
            if (value(question).equals("t")) {
                return;
            }
            Trials.sleep(20);
        }
        throw new IllegalStateException("it does not come to that: " + question);
    }

    @Override
    public void close() throws SQLException {
        server.dropDatabase(name);
    }
}
