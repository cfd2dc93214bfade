package dev.backout.plan;

import dev.backout.database.Database;
import dev.backout.database.DatabaseAddress;
import dev.backout.journal.Operator;
import dev.backout.journal.Step;
import dev.backout.migration.HistoryRow;
import dev.backout.migration.Migration;
import dev.backout.migration.MigrationDirectory;
import dev.backout.migration.Script;
import dev.backout.migration.prisma.Prisma;
import dev.backout.run.OutsideWork;
import dev.backout.run.RunEvent;
import dev.backout.run.RunPlace;
import dev.backout.run.RunReport;
import dev.backout.run.RunSettings;
import dev.backout.run.Runner;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchSource;
import dev.backout.testkit.pgdump.Dump;
import dev.backout.testkit.pgdump.DumpKey;
import dev.backout.testkit.pgdump.PgDump;
import dev.backout.testkit.run.Places;
import dev.backout.testkit.run.SharedScratch;
import dev.backout.testkit.server.JudgeServer;
import dev.backout.vault.KeepRules;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// A live database whose migrations were applied as Prisma applies them, owned by an ordinary role.
final class Site implements AutoCloseable {
    static final String OWNER = "site_owner";
    static final Prisma TOOL = Prisma.usual();

    private static final String HISTORY =
            """
            CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY,
                checksum varchar(64) NOT NULL, finished_at timestamptz,
                migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
                started_at timestamptz NOT NULL DEFAULT now(),
                applied_steps_count integer NOT NULL DEFAULT 0)
            """;

    private final JudgeServer server;
    private final ScratchServer scratch;
    private final String name;
    private final List<Migration> migrations = new ArrayList<>();
    private final Map<Address, String> fills = new HashMap<>();
    private Duration patience = Duration.ofSeconds(2);
    private boolean forced = true;
    private boolean concurrently;
    private @Nullable Way way;
    private Merging merging = Merging.USUAL;
    private LockBudget budget = LockBudget.NONE;
    private boolean publishing;
    private KeepRules rules = KeepRules.ALL;
    private List<String> notes = List.of();
    private ProofShare proofs = ProofShare.NONE;
    private @Nullable SharedSessions sessions;
    private int rows;

    private Site(JudgeServer server, ScratchServer scratch, String name) {
        this.server = server;
        this.scratch = scratch;
        this.name = name;
    }

    /// A new database, with nothing but an empty history, on the shared servers of that version.
    static Site on(int major) throws SQLException {
        return on(JudgeServer.shared(major));
    }

    /// The same on a server of one's own.
    static Site on(JudgeServer server) throws SQLException {
        try (Connection admin = server.connect("postgres");
                Statement statement = admin.createStatement()) {
            statement.execute(
                    """
                    DO $$ BEGIN CREATE ROLE site_owner LOGIN;
                    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$
                    """);
        }
        Site site =
                new Site(
                        server,
                        SharedScratch.of(server.major()),
                        server.createDatabaseOwnedBy(OWNER));
        site.admin("GRANT ALL ON SCHEMA public TO " + OWNER);
        site.sql(HISTORY);
        return site;
    }

    /// A copy of the database with its files.
    Site twin() throws SQLException {
        Site twin = new Site(server, scratch, server.createDatabase(name));
        twin.migrations.addAll(migrations);
        return twin;
    }

    /// Closed sessions are used again.
    Site keepingSessions() {
        sessions = new SharedSessions(this::open);
        return this;
    }

    /// What was proved need not be proved again.
    Site sharing(ProofShare share) {
        proofs = share;
        return this;
    }

    /// The same database as if nobody knew it yet, with the sessions and proofs that are shared;
    /// this one is given up for it.
    Site afresh() {
        Site fresh = new Site(server, scratch, name);
        fresh.sessions = sessions;
        fresh.proofs = proofs;
        return fresh;
    }

    /// Applies a migration and keeps its file.
    Site apply(String migration, String sql) throws SQLException {
        migrations.add(migration(migration, sql));
        sql(sql);
        row(migration, sql);
        return this;
    }

    /// Applies a migration and keeps its file and what it destroys, as `deploy` does.
    Site deploy(String migration, String sql) throws SQLException {
        migrations.add(migration(migration, sql));
        String origin = "deployment " + migration;
        try (Connection connection = connect()) {
            notes = new SiteDeployment(connection, origin, rules).apply(sql);
        }
        row(migration, sql);
        return sql(
                """
                INSERT INTO backout.deployment (id, migration, checksum, history, history_row,
                    script, operator, engine)
                VALUES ('%s', '%s', '', '', '%d', '%s', 'tester', 'test')
                """
                        .formatted(origin, migration, rows, sql.replace("'", "''")));
    }

    /// What the last deployment has to tell of how it kept.
    List<String> notes() {
        return notes;
    }

    /// A file that failed.
    ///
    /// @param left what is left of it
    /// @param logs what the tool recorded, or null
    Site failed(String migration, String sql, String left, @Nullable String logs)
            throws SQLException {
        migrations.add(migration(migration, sql));
        sql(left);
        return failedRow(migration, sql, logs);
    }

    /// The row that a deployment leaves that failed.
    Site failedRow(String migration, String sql, @Nullable String logs) throws SQLException {
        rows++;
        try (Connection connection = connect();
                var statement =
                        connection.prepareStatement(
                                """
                                INSERT INTO _prisma_migrations (id, checksum, migration_name, logs,
                                    started_at) VALUES (?, ?, ?, ?, now() - interval '1 h' + ? * interval '1 s')
                                """)) {
            statement.setString(1, String.valueOf(rows));
            statement.setString(2, Script.sha256(sql.getBytes(StandardCharsets.UTF_8)));
            statement.setString(3, migration);
            statement.setString(4, logs);
            statement.setInt(5, rows);
            statement.execute();
        }
        return this;
    }

    /// How what comes back and what is live become one.
    Site merging(Merging wanted) {
        merging = wanted;
        return this;
    }

    /// How long the locks may be held.
    Site within(LockBudget wanted) {
        budget = wanted;
        return this;
    }

    /// Publications of all tables may send what a run writes.
    Site publishing() {
        publishing = true;
        return this;
    }

    /// Which way a migration that failed is to go.
    Site way(Way wanted) {
        way = wanted;
        return this;
    }

    /// The rows of a migration, oldest first.
    List<HistoryRow> history(String migration) throws SQLException {
        try (Connection connection = connect()) {
            return TOOL.history(connection).rowsOf(migration);
        }
    }

    /// A file that is not applied.
    Site pending(String migration, String sql) {
        migrations.add(migration(migration, sql));
        return this;
    }

    /// What `migrate resolve --applied` does: a row, and nothing is run.
    Site resolved(String migration, String sql) throws SQLException {
        migrations.add(migration(migration, sql));
        row(migration, sql);
        return this;
    }

    /// Another file in the place of the applied one.
    Site edit(String migration, String sql) {
        migrations.replaceAll(
                one -> one.name().equals(migration) ? migration(migration, sql) : one);
        return this;
    }

    /// The file is no longer there.
    Site forget(String migration) {
        migrations.removeIf(one -> one.name().equals(migration));
        return this;
    }

    Site fill(String column, String expression) {
        fills.put(new Address(ObjectKind.COLUMN, List.of(column.split("\\."))), expression);
        return this;
    }

    Site impatient() {
        patience = Duration.ofMillis(1);
        return this;
    }

    /// Indexes are built and dropped outside of the transaction.
    Site concurrently() {
        concurrently = true;
        return this;
    }

    /// What is kept in place.
    Site inPlace(String... names) {
        rules = new KeepRules(rules.never(), Set.of(names), rules.byName());
        return this;
    }

    /// Nobody writes rows of these tables by the position of columns.
    Site byName(String... tables) {
        rules = new KeepRules(rules.never(), rules.inPlace(), Set.of(tables));
        return this;
    }

    /// What the way back must not keep.
    Site never(String... names) {
        rules = new KeepRules(Set.of(names));
        return this;
    }

    /// The plan may leave things in place.
    Site undecided() {
        forced = false;
        return this;
    }

    Plan plan(Choice choice) {
        return plan(choice, KeptInverses.NONE);
    }

    Plan plan(Choice choice, KeptInverses kept) {
        return plan(choice, kept, major -> scratch);
    }

    /// On scratch servers of its own.
    Plan plan(Choice choice, KeptInverses kept, ScratchSource servers) {
        Planner planner = new Planner(this::connect, TOOL, servers, kept, what -> {}, proofs);
        return planner.plan(directory(), choice, options());
    }

    /// A plan by which what the last migration destroyed returns from a backup.
    Plan planFrom(SiteBackup backup) {
        return new Planner(this::connect, TOOL, major -> scratch, KeptInverses.NONE, what -> {})
                .plan(directory(), new Choice.Last(1), options(), backup);
    }

    /// A backup of this moment.
    SiteBackup backup() throws SQLException {
        return new SiteBackup(server, server.createDatabase(name), OWNER, scratch);
    }

    private MigrationDirectory directory() {
        return new MigrationDirectory("prisma/migrations", migrations, List.of());
    }

    private PlanOptions options() {
        return new PlanOptions(
                "test",
                forced,
                fills,
                patience,
                Duration.ofMillis(200),
                "backout",
                concurrently,
                way,
                merging,
                rules,
                budget);
    }

    /// The way forward again after a run.
    Plan planRedo(RunReport run) {
        return new RedoPlanner(this::connect, TOOL, major -> scratch, what -> {}, proofs)
                .plan(directory(), run.id(), run.plan(), options());
    }

    Plan planLast() {
        return plan(new Choice.Last(1));
    }

    /// Carries a plan out.
    RunReport run(Plan plan) {
        return run(plan, event -> {});
    }

    /// Carries a plan out, and tells what happens meanwhile.
    RunReport run(Plan plan, Consumer<RunEvent> listener) {
        Runner runner =
                new Runner(
                        Places.plain(
                                this::connect,
                                TOOL,
                                RunSettings.DEFAULT.withPublishing(publishing),
                                new Operator("tester@here", "tests"),
                                listener));
        return runner.run(Places.file(plan), Runner.Beginning.PLAIN);
    }

    /// Carries out a plan that takes rows out of a backup.
    ///
    /// @param work does that
    RunReport run(Plan plan, OutsideWork work) {
        RunPlace plain =
                Places.plain(
                        this::connect,
                        TOOL,
                        RunSettings.DEFAULT,
                        new Operator("tester@here", "tests"),
                        event -> {});
        RunPlace place =
                new RunPlace(
                        plain.connections(),
                        plain.tool(),
                        plain.settings(),
                        plain.operator(),
                        plain.plans(),
                        List.of(work),
                        plain.copy(),
                        plain.listener());
        Step.Outside first = new Step.Outside(work.kind(), "take it out", List.of());
        return new Runner(place).run(Places.file(plan), new Runner.Beginning(List.of(first), null));
    }

    Connection connect() {
        return sessions == null ? open() : sessions.take();
    }

    private Connection open() {
        String url = server.plainUrl(name).replace("postgres@", OWNER + "@");
        return Database.connect(DatabaseAddress.parse(url, Path.of("")));
    }

    /// What is live now, as a plan sees it.
    Snapshot schema() throws SQLException {
        try (Connection connection = connect()) {
            return LiveSchema.read(connection, TOOL.table(), "backout", Duration.ZERO).snapshot();
        }
    }

    /// What pg_dump tells of everything but Backout's records and the migration tool's history.
    Dump dump(PgDump program) {
        SortedMap<DumpKey, String> entries =
                new TreeMap<>(program.schema(server.plainUrl(name)).entries());
        entries.keySet()
                .removeIf(key ->
                        key.toString().contains("backout")
                                || key.toString().contains("_prisma_migrations"));
        // A line of a table about a column that is hidden in it.
        entries.replaceAll(
                (key, text) -> text.replaceAll(",\n +\"?backout_kept_\\d+_[^\n]*?(?=,?\n)", ""));
        return new Dump(entries);
    }

    Site sql(List<String> statements) throws SQLException {
        return sql(String.join("\n", statements));
    }

    /// Runs SQL as the owner, as one message.
    Site sql(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return this;
    }

    /// The first value that a query gives.
    @Nullable String value(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    /// Runs SQL as the superuser.
    Site admin(String sql) throws SQLException {
        try (Connection connection = server.connect(name);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return this;
    }

    private void row(String migration, String sql) throws SQLException {
        rows++;
        sql(
                """
                INSERT INTO _prisma_migrations VALUES ('%d', '%s', now(), '%s', NULL, NULL,
                    now() - interval '1 h' + interval '%d seconds', 1)
                """
                        .formatted(
                                rows,
                                Script.sha256(sql.getBytes(StandardCharsets.UTF_8)),
                                migration,
                                rows));
    }

    private static Migration migration(String name, String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        return new Migration(name, Script.of(name + "/migration.sql", bytes), null, null);
    }

    @Override
    public void close() throws SQLException {
        if (sessions != null) {
            sessions.close();
        }
        server.dropDatabase(name);
    }
}
