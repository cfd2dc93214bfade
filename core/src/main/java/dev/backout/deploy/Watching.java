package dev.backout.deploy;

import dev.backout.database.Sql;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.Migration;
import dev.backout.schema.Address;
import dev.backout.vault.RowWatch;
import dev.backout.vault.TableRef;
import dev.backout.vault.WatchOutcome;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// Which tables are watched while a migration writes rows: those that it was seen to write on a
/// scratch database, and those of which the server says so when it ran. For one thread.
final class Watching {
    /// Code may write other tables each time, by what it finds in them.
    private static final int MOST_ROUNDS = 3;

    private final RowWatch rows;
    private final Connection own;
    private final Duration lockTimeout;
    private final String deployCommand;
    private int rounds;
    private boolean armed;

    /// @param rows of one deployment
    /// @param own in autocommit mode whenever something is armed
    Watching(RowWatch rows, Connection own, Duration lockTimeout, String deployCommand) {
        this.rows = rows;
        this.own = own;
        this.lockTimeout = lockTimeout;
        this.deployCommand = deployCommand;
    }

    RowWatch rows() {
        return rows;
    }

    /// Arms the tables that a migration is known to write, as far as they are there.
    void expect(Collection<Address> tables) throws SQLException {
        List<TableRef> there = new ArrayList<>();
        for (Address table : tables) {
            Long oid =
                    Sql.first(
                            own,
                            """
                            select c.oid::bigint from pg_catalog.pg_class c
                            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                            where n.nspname = ? and c.relname = ? and c.relkind in ('r', 'p')\
                            """,
                            row -> row.getLong(1),
                            table.first(),
                            table.name());
            if (oid != null) {
                there.add(new TableRef(oid, table));
            }
        }
        arm(there);
    }

    /// Arms those that were missed, for the next try.
    ///
    /// @return their names
    /// @throws BackoutException `vault-incomplete` when another try is of no use
    List<String> missed(Migration migration, WatchOutcome.Unwatched unwatched) throws SQLException {
        rounds++;
        if (!unwatched.blind().isEmpty()) {
            throw given(migration, "could not be watched", unwatched.blind());
        }
        if (rounds > MOST_ROUNDS) {
            throw given(migration, "were written without being watched", unwatched.tables());
        }
        arm(unwatched.tables());
        return names(unwatched.tables());
    }

    /// Takes the triggers away, as far as the tables can be locked; what is left does nothing, and
    /// the next deployment takes it.
    void end() throws SQLException {
        if (armed && !own.isClosed()) {
            rows.disarm(own, lockTimeout);
        }
    }

    private void arm(List<TableRef> tables) throws SQLException {
        if (!tables.isEmpty()) {
            armed = true;
            rows.arm(own, lockTimeout, tables);
        }
    }

    private BackoutException given(Migration migration, String what, List<TableRef> tables) {
        return BackoutException.of(
                ErrorCode.VAULT_INCOMPLETE,
                "%s writes rows that %s, in %s; all of it was undone"
                        .formatted(migration.name(), what, String.join(", ", names(tables))),
                "nothing of it is left, in the history neither",
                deployCommand + " applies it, and keeps nothing");
    }

    private static List<String> names(List<TableRef> tables) {
        return tables.stream().map(one -> one.address().text()).collect(Collectors.toList());
    }
}
