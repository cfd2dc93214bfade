package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.schema.Address;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Finds what the vault still holds. Immutable.
///
/// @param vault the list of what is kept
public record Holdings(Vault vault) {
    /// The deployment by which Backout applied a migration, or null when it did not.
    ///
    /// @param rows the identities of the migration's rows in the tool's history
    public @Nullable String deployment(Connection connection, List<String> rows)
            throws SQLException {
        return vault.records().current(connection)
                ? Sql.first(
                        connection,
                        """
                        select id from %s.deployment where history_row = any (?)
                        order by applied_at desc, id desc limit 1\
                        """
                                .formatted(vault.records().sql()),
                        row -> row.getString(1),
                        rows)
                : null;
    }

    /// A run that brought migrations back.
    ///
    /// @param run its id
    /// @param migrations all that it brought back
    public record Redo(String run, List<String> migrations) {
        /// Copies the list.
        public Redo {
            migrations = List.copyOf(migrations);
        }
    }

    /// The runs that brought a migration back after it had been backed out, the oldest first,
    /// unless it was backed out again since.
    public List<Redo> redos(Connection connection, String migration) throws SQLException {
        return vault.records().current(connection)
                ? Sql.list(
                        connection,
                        """
                        select r.id, r.migrations from %1$s.run r
                        where r.redoes is not null and r.state = 'done' and ? = any (r.migrations)
                          and not exists (
                            select 1 from %1$s.run b
                            where b.redoes is null and b.state = 'done'
                              and ? = any (b.migrations) and b.began_at > r.began_at)
                        order by r.began_at, r.id\
                        """
                                .formatted(vault.records().sql()),
                        row -> new Redo(row.getString(1), Sql.texts(row, "migrations")),
                        migration,
                        migration)
                : List.of();
    }

    /// What is kept of a deployment or a run, in the order of destruction.
    public List<Holding> ofOrigin(Connection connection, String origin) throws SQLException {
        List<Holding> holdings = new ArrayList<>();
        for (Capture capture : vault.of(connection, origin)) {
            if (capture.state() == Capture.State.KEPT) {
                holdings.add(holding(connection, capture));
            }
        }
        return holdings;
    }

    /// What was kept of a deployment or a run, and given up before it could return.
    public List<Capture> givenUp(Connection connection, String origin) throws SQLException {
        return vault.of(connection, origin).stream()
                .filter(capture -> capture.state() == Capture.State.PRUNED)
                .filter(capture -> capture.kept().rows() != 0)
                .toList();
    }

    /// Captures by their numbers, whatever became of them since, in that order.
    public List<Holding> numbered(Connection connection, List<Long> ids) throws SQLException {
        List<Holding> holdings = new ArrayList<>();
        for (Capture capture : vault.all(connection)) {
            if (ids.contains(capture.id())) {
                holdings.add(holding(connection, capture));
            }
        }
        return holdings;
    }

    private Holding holding(Connection connection, Capture capture) throws SQLException {
        if (capture.kept() instanceof Kept.HiddenColumn hidden) {
            Places places = new Places(vault);
            return new Holding(
                    counted(connection, capture),
                    places.home(connection, hidden),
                    places.columns(connection, hidden));
        }
        return new Holding(
                counted(connection, capture),
                now(connection, capture.kept().table()),
                columns(connection, capture.kept().place()));
    }

    /// A plan says how many rows return.
    private Capture counted(Connection connection, Capture capture) throws SQLException {
        if (capture.kept().counted()) {
            return capture;
        }
        Long rows = new Places(vault).rows(connection, capture.kept());
        return rows == null ? capture : capture.with(rows);
    }

    private @Nullable Address now(Connection connection, TableRef table) throws SQLException {
        return Sql.first(
                connection,
                """
                select n.nspname, c.relname
                from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where c.oid = ? and n.nspname <> ?\
                """,
                row -> Address.of(table.address().kind(), row.getString(1), row.getString(2)),
                table.oid(),
                vault.records().name());
    }

    /// Types that do not come with the server may be gone by the time that somebody looks.
    private List<ColumnRef> columns(Connection connection, String place) throws SQLException {
        return Sql.list(
                connection,
                """
                select a.attnum, a.attname,
                    case when t.typnamespace = 'pg_catalog'::pg_catalog.regnamespace
                         then pg_catalog.format_type(a.atttypid, a.atttypmod) else 'text' end
                from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
                where a.attrelid = pg_catalog.to_regclass(?) and a.attnum > 0
                  and not a.attisdropped
                order by a.attnum\
                """,
                row -> new ColumnRef(row.getInt(1), row.getString(2), row.getString(3)),
                vault.sql(place));
    }
}
