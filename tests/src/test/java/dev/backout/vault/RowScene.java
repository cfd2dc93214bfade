package dev.backout.vault;

import dev.backout.catalog.CatalogReader;
import dev.backout.database.Database;
import dev.backout.database.DatabaseAddress;
import dev.backout.database.Sql;
import dev.backout.database.Transactions;
import dev.backout.ddl.Statement;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.testkit.server.JudgeServer;
import dev.backout.vault.merge.RowsBack;
import dev.backout.vault.merge.WrittenLog;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A database of an ordinary role, with records of ours, in which migrations write rows.
final class RowScene implements AutoCloseable {
    static final String OWNER = "row_owner";
    static final Duration SHORT = Duration.ofMillis(100);
    static final Vault VAULT = new Vault(new RecordSchema("Kept \"%s\""));

    private final JudgeServer server;
    private final String name;
    private final AtomicInteger origins = new AtomicInteger();
    private final Connection reading;

    /// Looks at rows; its settings are the owner's own.
    private final Connection looking;

    /// One for as long as the scene lasts: its large queries are planned once.
    private final CatalogReader catalog;

    private RowScene(JudgeServer server, String name) {
        this.server = server;
        this.name = name;
        this.reading = connect();
        this.looking = connect();
        this.catalog = CatalogReader.on(reading, Duration.ZERO);
    }

    /// A new database on the shared server of a major version.
    static RowScene on(int major, String... setup) throws SQLException {
        JudgeServer server = JudgeServer.shared(major);
        try (Connection admin = server.connect("postgres")) {
            Sql.execute(
                    admin,
                    """
                    do $$ begin create role row_owner login; create role row_other login;
                    grant row_other to row_owner;
                    exception when duplicate_object or unique_violation then null; end $$
                    """);
        }
        RowScene scene = new RowScene(server, server.createDatabaseOwnedBy(OWNER));
        try (Connection connection = scene.connect()) {
            VAULT.records().ensure(connection);
            for (String sql : setup) {
                Sql.execute(connection, sql);
            }
        }
        return scene;
    }

    /// Gives up all tables and types of the schema public, and what is kept, and fills it anew.
    void again(List<String> setup) throws SQLException {
        try (Connection connection = connect()) {
            Sql.execute(
                    connection,
                    "drop schema public cascade; create schema public; truncate %1$s.set_aside, %1$s.capture"
                            .formatted(VAULT.records().sql()));
            for (String sql : setup) {
                Sql.execute(connection, sql);
            }
        }
    }

    Connection connect() {
        return connect(OWNER);
    }

    Connection connect(String role) {
        String url = server.plainUrl(name).replace("postgres@", role + "@");
        return Database.connect(DatabaseAddress.parse(url, Path.of("")));
    }

    RowWatch watch() {
        return new RowWatch(VAULT, "origin-" + origins.incrementAndGet());
    }

    /// Migrates with these tables armed, and commits when nothing is missing.
    WatchOutcome migrate(List<String> tables, String... statements) throws SQLException {
        return migrate(watch(), tables, statements);
    }

    WatchOutcome migrate(RowWatch watch, List<String> tables, String... statements)
            throws SQLException {
        try (Connection own = connect();
                Connection session = connect()) {
            watch.arm(own, SHORT, refs(own, tables));
            session.setAutoCommit(false);
            AtomicInteger numbers = new AtomicInteger();
            watch.begin(session);
            for (String sql : statements) {
                if (sql.equals("CUT")) {
                    watch.cut(session, numbers::incrementAndGet);
                } else {
                    Sql.execute(session, sql);
                }
            }
            WatchOutcome outcome = watch.finish(session, numbers::incrementAndGet);
            switch (outcome) {
                case WatchOutcome.Complete _ -> session.commit();
                case WatchOutcome.Unwatched _ -> session.rollback();
            }
            return outcome;
        }
    }

    /// Migrates; nothing may be missing.
    List<Capture> captured(List<String> tables, String... statements) throws SQLException {
        return switch (migrate(tables, statements)) {
            case WatchOutcome.Complete complete -> complete.captures();
            case WatchOutcome.Unwatched unwatched -> throw new AssertionError(unwatched);
        };
    }

    /// Leads the rows back that one transaction wrote.
    ///
    /// @return what that has overwritten: led back itself, it is the way forward again
    List<Capture> back(List<Capture> captures, boolean preferKept) throws SQLException {
        String run = "run-" + origins.incrementAndGet();
        Snapshot snapshot = written();
        try (Connection connection = connect()) {
            List<WrittenLog> logs = new ArrayList<>();
            for (Holding holding :
                    new Holdings(VAULT).ofOrigin(connection, captures.getFirst().origin())) {
                logs.add(new WrittenLog(holding, holding.kept().table().address()));
            }
            Transactions.run(
                    connection,
                    () -> {
                        Sql.execute(connection, "set local backout.run = '%s'".formatted(run));
                        for (Statement statement :
                                new RowsBack(VAULT, snapshot, snapshot, snapshot, preferKept)
                                        .statements(logs)) {
                            try {
                                Sql.execute(connection, statement.sql());
                            } catch (SQLException e) {
                                throw new SQLException(
                                        e.getMessage() + " in " + statement.sql(), e);
                            }
                        }
                        return 0;
                    });
            return VAULT.of(connection, run);
        }
    }

    /// The tables of the schema public and their types, which is all that migrations write here.
    private Snapshot written() throws SQLException {
        List<CatalogId> roots =
                Sql.list(
                        reading,
                        """
                        select tableoid, oid from pg_class
                        where relnamespace = 'public'::regnamespace and relkind in ('r', 'c')
                        union all
                        select tableoid, oid from pg_type
                        where typnamespace = 'public'::regnamespace and typtype in ('d', 'e')
                        """,
                        row -> CatalogId.of(row.getLong(1), row.getLong(2)));
        return catalog.read(roots, Snapshot.of(List.of()));
    }

    /// What was set aside, without its number.
    List<String> aside() throws SQLException {
        return rows(
                "select concat_ws(' | ', kind, reason, key, columns, kept, live) from %s.set_aside order by 1"
                        .formatted(VAULT.records().sql()));
    }

    /// All rows of a table to the letter, in order.
    List<String> table(String name) throws SQLException {
        return rows("select t::text from %s t order by 1".formatted(name));
    }

    static List<TableRef> refs(Connection connection, List<String> tables) throws SQLException {
        return Sql.list(
                connection,
                """
                select c.oid, n.nspname, c.relname from unnest(?::text[]) t
                join pg_class c on c.oid = t::regclass join pg_namespace n on n.oid = c.relnamespace
                """,
                row ->
                        new TableRef(
                                row.getLong(1),
                                Address.of(ObjectKind.TABLE, row.getString(2), row.getString(3))),
                tables);
    }

    /// What a log holds, in order: what happened, the row before and the row after.
    List<String> events(Capture capture) throws SQLException {
        Kept.WrittenRows kept = (Kept.WrittenRows) capture.kept();
        return rows(
                """
                select concat(backout_what, ' ',
                    case when backout_what <> 'I' then row(%s)::text else '()' end, ' ',
                    case when backout_what <> 'D' then row(%s)::text else '()' end)
                from %s order by backout_event
                """
                        .formatted(
                                list(kept, Kept::before),
                                list(kept, Kept::after),
                                VAULT.sql(kept.place())));
    }

    private static String list(
            Kept.WrittenRows kept, BiFunction<List<String>, String, String> name) {
        return kept.columns().stream()
                .map(column -> Identifiers.quote(name.apply(kept.columns(), column)))
                .collect(Collectors.joining(", "));
    }

    /// The names under which columns are logged.
    Stream<String> columns(Capture capture) {
        return ((Kept.WrittenRows) capture.kept()).columns().stream();
    }

    /// Everything that is kept.
    List<Capture> kept() throws SQLException {
        try (Connection connection = connect()) {
            return VAULT.all(connection);
        }
    }

    /// The first column of an answer as texts.
    List<String> rows(String sql) throws SQLException {
        return Sql.list(looking, sql, row -> String.valueOf(row.getString(1)));
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect()) {
            for (String sql : statements) {
                Sql.execute(connection, sql);
            }
        }
    }

    /// Names of tables, for assertions.
    static Stream<String> names(List<TableRef> tables) {
        return tables.stream().map(table -> table.address().name());
    }

    @Override
    public void close() throws SQLException {
        reading.close();
        looking.close();
        server.dropDatabase(name);
    }
}
