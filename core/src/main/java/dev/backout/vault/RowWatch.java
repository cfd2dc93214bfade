package dev.backout.vault;

import dev.backout.database.Sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/// Watches which rows a migration writes, whoever does it for it: statements, blocks, functions,
/// cascades, other triggers. For one thread, and one transaction at a time.
///
/// ```
/// arm      triggers on the tables, each in a short transaction of its own
/// begin    in the migration's transaction: logs, and functions that write into them
///   cut    before and after a statement that drops, alters or empties a table
/// finish   before its commit: the logs become captures, if nothing is missing in them
/// disarm   the triggers go again
/// ```
///
/// In other sessions the triggers do nothing: their condition does not hold, and the functions that
/// write into logs exist in the migration's transaction alone. What they cost there is that the
/// server collects the rows of each statement.
///
/// When the process dies: before the commit, the server undoes logs and functions with the
/// transaction, and triggers that do nothing are left; after it, the same triggers are left, and
/// functions that do nothing. The next `arm` uses them, [#sweep] drops them.
///
/// What is written into foreign tables, temporary ones and by TRUNCATE is not seen.
public final class RowWatch {
    private final Vault vault;
    private final String origin;
    private final Map<Long, WatchedTable> trees = new TreeMap<>();
    private final Map<Long, WatchLog> logs = new TreeMap<>();
    private final Map<Long, WatchShape> first = new TreeMap<>();
    private WatchCheck check = WatchCheck.NOTHING;

    /// @param vault where the rows are kept
    /// @param origin the deployment or the run that writes
    public RowWatch(Vault vault, String origin) {
        this.vault = vault;
        this.origin = origin;
    }

    /// Puts triggers on tables, and on the partitions of those that are partitioned. Call it again
    /// for more tables; what is armed already is left alone.
    ///
    /// @param own a session of ours in autocommit mode, of the role that migrates
    /// @param lockTimeout how long one try may keep writers waiting
    /// @throws dev.backout.error.BackoutException `locked` when others use a table all the time,
    ///   `rights-missing`
    public void arm(Connection own, Duration lockTimeout, Collection<TableRef> tables)
            throws SQLException {
        WatchTriggers triggers = new WatchTriggers(own, vault.records(), lockTimeout);
        for (WatchedTable tree : WatchedTables.of(own, tables)) {
            triggers.arm(tree);
            trees.put(tree.table().oid(), tree);
        }
    }

    /// The OIDs of all tables that are armed.
    Set<Long> tables() {
        Set<Long> tables = new HashSet<>();
        trees.values().forEach(tree -> tree.members().forEach(one -> tables.add(one.oid())));
        return tables;
    }

    /// Begins to watch, in the open transaction of the migration, before its first statement.
    public void begin(Connection connection) throws SQLException {
        logs.clear();
        Sql.list(
                connection,
                "select pg_catalog.set_config('%s', ?, true)".formatted(WatchTriggers.SETTING),
                row -> row.getString(1),
                origin);
        check = WatchCheck.begin(WriteCounts.read(connection, vault.records()), trees.values());
        first.clear();
        WatchShape.of(connection, trees.keySet())
                .forEach((oid, shape) -> first.put(oid, shape.unhidden()));
        for (WatchedTable tree : trees.values()) {
            WatchShape shape = first.get(tree.table().oid());
            if (shape != null) {
                open(connection, tree, shape);
            }
        }
    }

    /// Closes what was logged so far, so that it comes before whatever is kept next, and follows
    /// tables that have other columns now. Call it before a statement that drops, alters or empties
    /// tables (then before something of them is kept), and after it; after one that renames or adds
    /// columns, too.
    ///
    /// @param numbers the numbers of the next captures among those of the origin
    /// @return what was put on the vault's list
    public List<Capture> cut(Connection connection, IntSupplier numbers) throws SQLException {
        Set<Long> written = look(connection);
        Map<Long, WatchShape> shapes = WatchShape.of(connection, logs.keySet());
        List<Capture> captures = new ArrayList<>();
        for (WatchLog log : List.copyOf(logs.values())) {
            WatchShape now = shapes.get(log.table().oid());
            if (now == null) {
                log.discard(connection);
                logs.remove(log.table().oid());
                continue;
            }
            WatchShape shape = now.within(Objects.requireNonNull(first.get(log.table().oid())));
            if (written.contains(log.id()) || !shape.equals(log.shape())) {
                captures.addAll(close(connection, log, numbers));
                open(connection, log.tree(), shape);
            }
        }
        return captures;
    }

    /// Ends the watch: what is deferred happens now, and the server's counters are held against
    /// what was seen. Call it after the last statement and commit at once, or undo.
    ///
    /// @param numbers the numbers of the next captures among those of the origin
    public WatchOutcome finish(Connection connection, IntSupplier numbers) throws SQLException {
        Sql.execute(connection, "set constraints all immediate; set local role none");
        look(connection);
        Sql.list(
                connection,
                "select pg_catalog.set_config('%s', '', true)".formatted(WatchTriggers.SETTING),
                row -> row.getString(1));
        if (!check.complete()) {
            return check.unwatched();
        }
        List<Capture> captures = new ArrayList<>();
        WatchTriggers triggers = new WatchTriggers(connection, vault.records(), Duration.ZERO);
        for (WatchLog log : logs.values()) {
            captures.addAll(close(connection, log, numbers));
            Sql.execute(connection, triggers.idle(log.tree()));
        }
        return new WatchOutcome.Complete(captures);
    }

    /// Drops the triggers and their functions, as far as the tables can be locked: what is left
    /// does nothing.
    ///
    /// @param own a session of ours in autocommit mode
    /// @return how many tables still have some
    public int disarm(Connection own, Duration lockTimeout) throws SQLException {
        return sweep(own, vault, lockTimeout);
    }

    /// Drops what any deployment left, when none is under way.
    ///
    /// @param own a session of ours in autocommit mode
    /// @return how many tables still have triggers of ours
    public static int sweep(Connection own, Vault vault, Duration lockTimeout) throws SQLException {
        return new WatchTriggers(own, vault.records(), lockTimeout).drop().size();
    }

    /// @return the logs with events
    private Set<Long> look(Connection connection) throws SQLException {
        Map<Long, Long> counted = new TreeMap<>();
        Set<Long> written = new HashSet<>();
        if (!logs.isEmpty()) {
            Sql.list(
                    connection,
                    String.join(
                            " union all ", logs.values().stream().map(WatchLog::counted).toList()),
                    row -> {
                        if (row.getLong("last_value") > 0) {
                            written.add(row.getLong("id"));
                        }
                        return counted.put(row.getLong("id"), row.getLong("last_value"));
                    });
        }
        Map<Long, Long> byTable = new TreeMap<>();
        logs.forEach((table, log) -> byTable.put(table, counted.getOrDefault(log.id(), 0L)));
        check.compare(
                WriteCounts.read(connection, vault.records()),
                byTable,
                WatchedTables.of(
                        connection,
                        logs.values().stream()
                                .filter(log -> log.tree().members().size() > 1)
                                .map(WatchLog::table)
                                .toList()));
        return written;
    }

    private void open(Connection connection, WatchedTable tree, WatchShape shape)
            throws SQLException {
        logs.remove(tree.table().oid());
        if (!shape.columns().isEmpty()) {
            WatchLog log =
                    new WatchLog(vault.nextId(connection), tree, shape.table(), shape, vault);
            log.open(connection, origin);
            logs.put(tree.table().oid(), log);
            check.reopened(tree.table().oid());
        }
    }

    private List<Capture> close(Connection connection, WatchLog log, IntSupplier numbers)
            throws SQLException {
        long rows = log.close(connection);
        if (rows == 0) {
            return List.of();
        }
        Kept kept = log.kept(rows);
        int number = numbers.getAsInt();
        vault.put(connection, log.id(), origin, number, kept);
        return List.of(new Capture(log.id(), origin, number, kept, Capture.State.KEPT));
    }
}
