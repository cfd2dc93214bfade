package dev.backout.surgical;

import dev.backout.backup.TableName;
import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.schema.Identifiers;
import dev.backout.scratch.ScratchDatabase;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Tables of a scratch database that are filled from a backup, while their triggers and foreign
/// keys keep still: what they refer to may not be there.
///
/// @param database its schema is that of the backup
record CopyOfTables(ScratchDatabase database) {
    private static final String TREES =
            """
            with recursive tree as (
                select c.oid, c.relkind from pg_catalog.pg_class c
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where n.nspname = ? and c.relname = ? and c.relkind in ('r', 'p')
                union
                select c.oid, c.relkind from tree
                join pg_catalog.pg_inherits i on i.inhparent = tree.oid
                join pg_catalog.pg_class c on c.oid = i.inhrelid and c.relkind in ('r', 'p')
            )
            select n.nspname, c.relname from tree
            join pg_catalog.pg_class c on c.oid = tree.oid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where tree.relkind = 'r'\
            """;
    private static final String STATES =
            """
            select pg_catalog.format('alter table %I.%I %s trigger %I', n.nspname, c.relname,
                case t.tgenabled when 'D' then 'disable' when 'R' then 'enable replica'
                     else 'enable always' end, t.tgname)
            from pg_catalog.pg_trigger t
            join pg_catalog.pg_class c on c.oid = t.tgrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname = ? and c.relname = ? and t.tgenabled <> 'O' and not t.tgisinternal\
            """;

    /// The tables that hold the rows of these: themselves, their partitions and children. Those
    /// that are not there are left out.
    Set<TableName> holding(Collection<TableName> tables) {
        Set<TableName> all = new TreeSet<>();
        try {
            for (TableName table : tables) {
                all.addAll(
                        Sql.list(
                                database.admin(),
                                TREES,
                                row -> new TableName(row.getString(1), row.getString(2)),
                                table.schema(),
                                table.table()));
            }
            return all;
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.SCRATCH_UNAVAILABLE, "looking at the restored tables failed", e);
        }
    }

    /// All of its sequences.
    Set<TableName> sequences() {
        try {
            return new TreeSet<>(
                    Sql.list(
                            database.admin(),
                            """
                            select n.nspname, c.relname from pg_catalog.pg_class c
                            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                            where c.relkind = 'S'\
                            """,
                            row -> new TableName(row.getString(1), row.getString(2))));
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.SCRATCH_UNAVAILABLE, "looking at the restored sequences failed", e);
        }
    }

    /// One table; none when it is not there.
    ///
    /// @param sql its name, quoted and with its schema
    Set<TableName> named(String sql) {
        try {
            return new TreeSet<>(
                    Sql.list(
                            database.admin(),
                            """
                            select n.nspname, c.relname from pg_catalog.pg_class c
                            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                            where c.oid = pg_catalog.to_regclass(?)\
                            """,
                            row -> new TableName(row.getString(1), row.getString(2)),
                            sql));
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.SCRATCH_UNAVAILABLE, "looking for the restored history failed", e);
        }
    }

    /// Fills them.
    void fill(BackupReader reader, Set<TableName> tables) {
        if (tables.isEmpty()) {
            return;
        }
        List<String> again = states(tables);
        List<String> refused = database.give(statements("disable", tables));
        if (!refused.isEmpty()) {
            throw BackoutException.of(
                    ErrorCode.SCRATCH_UNAVAILABLE,
                    "the scratch server does not let rows be loaded without their foreign keys: "
                            + refused.getFirst(),
                    "nothing was executed; a restore from a backup needs the embedded server, or a"
                            + " scratch server whose user is a superuser: scratch in backout.yaml");
        }
        reader.rows(database, tables);
        database.give(statements("enable", tables));
        database.give(again);
        database.reset();
    }

    private List<String> states(Set<TableName> tables) {
        List<String> states = new ArrayList<>();
        try {
            for (TableName table : tables) {
                states.addAll(
                        Sql.list(
                                database.admin(),
                                STATES,
                                row -> row.getString(1),
                                table.schema(),
                                table.table()));
            }
            return states;
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.SCRATCH_UNAVAILABLE, "looking at the restored triggers failed", e);
        }
    }

    private static List<String> statements(String what, Set<TableName> tables) {
        return tables.stream()
                .map(table ->
                        "alter table %s %s trigger all"
                                .formatted(
                                        Identifiers.dotted(List.of(table.schema(), table.table())),
                                        what))
                .toList();
    }
}
