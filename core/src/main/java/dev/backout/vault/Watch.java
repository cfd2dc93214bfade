package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.SimpleQuery;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The watch over one transaction: what was there, and what was kept of it so far.
final class Watch {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final Connection connection;
    private final Vault vault;
    private final String origin;
    private final LiveTables tables;
    private final Map<Long, LiveTable> known;
    private final List<Capture> kept = new ArrayList<>();

    private Watch(
            Connection connection,
            Vault vault,
            String origin,
            LiveTables tables,
            Map<Long, LiveTable> known) {
        this.connection = connection;
        this.vault = vault;
        this.origin = origin;
        this.tables = tables;
        this.known = new TreeMap<>(known);
    }

    static Watch begin(Connection connection, Vault vault, String origin) throws SQLException {
        LiveTables tables = new LiveTables(vault.records().name());
        return new Watch(
                connection,
                vault,
                origin,
                tables,
                FixedSettings.during(connection, () -> tables.all(connection)));
    }

    Connection connection() {
        return connection;
    }

    MessageOutcome execute(String sql) throws SQLException {
        Sql.execute(connection, "savepoint backout_trial");
        MessageOutcome trial = SimpleQuery.run(connection, sql);
        if (!(trial instanceof MessageOutcome.Completed)) {
            return trial;
        }
        Look look = look();
        if (look.destroyed().isEmpty()) {
            Sql.execute(connection, "release savepoint backout_trial");
            learn(look);
            return trial;
        }
        Sql.execute(connection, "rollback to savepoint backout_trial");
        FixedSettings.during(connection, () -> keep(look));
        return again(sql, look);
    }

    /// For good. What it takes away now has to be what was kept.
    private MessageOutcome again(String sql, Look trial) throws SQLException {
        MessageOutcome outcome = SimpleQuery.run(connection, sql);
        if (outcome instanceof MessageOutcome.Completed) {
            Look look = look();
            if (!look.destroyed().equals(trial.destroyed())) {
                throw incomplete(
                        "the statement destroyed something else than when it was tried", look);
            }
            Sql.execute(connection, "release savepoint backout_trial");
            learn(look);
        }
        return outcome;
    }

    List<Capture> finish() throws SQLException {
        Look look = look();
        if (!look.destroyed().isEmpty()) {
            throw incomplete(
                    "code that a trigger or a query called destroyed what was not kept", look);
        }
        return List.copyOf(kept);
    }

    private Look look() throws SQLException {
        return FixedSettings.during(connection, () -> Look.at(connection, tables, known));
    }

    private void learn(Look look) {
        look.before()
                .forEach((oid, before) -> {
                    LiveTable now = look.after().get(oid);
                    if (now == null) {
                        known.remove(oid);
                    } else {
                        known.put(oid, now.within(before));
                    }
                });
    }

    private int keep(Look look) throws SQLException {
        try {
            Family family = new Family(known, look.destroyed());
            List<Destruction> own =
                    look.destroyed().stream().filter(lost -> !family.above(lost)).toList();
            lock(own);
            for (Destruction lost : own) {
                keep(lost, look);
            }
            return own.size();
        } catch (SQLException e) {
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw hidden(e);
            }
            throw e;
        }
    }

    /// The trial's own locks went with it. In a fixed order, so that two of us do not block each
    /// other.
    private void lock(List<Destruction> lost) throws SQLException {
        Set<Long> oids = lost.stream().map(Destruction::table).collect(Collectors.toSet());
        for (LiveTable table : known.values()) {
            if (oids.contains(table.oid())) {
                Sql.execute(
                        connection,
                        "lock table %s in access exclusive mode".formatted(table.source()));
            }
        }
    }

    private void keep(Destruction lost, Look look) throws SQLException {
        Copies copies = new Copies(connection, vault);
        LiveTable table = Objects.requireNonNull(known.get(lost.table()));
        switch (lost) {
            case Destruction.TableGone _ -> put(id -> copies.table(id, table));
            case Destruction.TableEmptied _ -> {
                if (Look.hasRows(connection, table)) {
                    put(id -> copies.table(id, table));
                }
            }
            case Destruction.ColumnGone gone -> {
                LiveTable after = Objects.requireNonNull(look.after().get(table.oid()));
                LiveColumn column = Objects.requireNonNull(table.columns().get(gone.column()));
                put(id -> copies.dropped(id, table, column, table.keyWithin(after, gone.column())));
            }
            case Destruction.ColumnRetyped retyped -> {
                LiveTable after = Objects.requireNonNull(look.after().get(table.oid()));
                LiveColumn column = Objects.requireNonNull(table.columns().get(retyped.column()));
                put(id ->
                        copies.retyped(
                                id, table, column, table.keyWithin(after, retyped.column())));
            }
        }
    }

    /// Copies something under a number of its own.
    private interface Taking {
        Kept take(long id) throws SQLException;
    }

    private void put(Taking taking) throws SQLException {
        long id = vault.nextId(connection);
        int number = kept.size() + 1;
        Kept taken = taking.take(id);
        vault.put(connection, id, origin, number, taken);
        kept.add(new Capture(id, origin, number, taken, Capture.State.KEPT));
    }

    private BackoutException incomplete(String why, Look look) {
        String what =
                look.destroyed().stream()
                        .map(lost -> Objects.requireNonNull(known.get(lost.table())))
                        .map(table -> table.address().text())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "));
        return BackoutException.of(
                ErrorCode.VAULT_INCOMPLETE,
                "%s, in %s; everything is undone"
                        .formatted(why, what.isEmpty() ? "no table" : what));
    }

    private static BackoutException hidden(SQLException e) {
        return new BackoutException(
                ErrorCode.RIGHTS_MISSING,
                "what the statement destroys cannot be kept: " + SqlFailure.text(e),
                List.of(
                        "nothing was executed; log in as the owner of the table, or as a role with"
                                + " BYPASSRLS when its policies bind its owner, too (FORCE ROW"
                                + " LEVEL SECURITY)"),
                e);
    }
}
