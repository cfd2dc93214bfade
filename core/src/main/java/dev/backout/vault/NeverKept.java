package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.sql.Resource;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What must not be kept by a transaction, by the names that it has when the transaction begins:
/// until something is dropped it may have another one. Immutable.
///
/// @param vault where it would be kept
/// @param rules what names say
/// @param columns numbers of columns by the OID of their table; 0 is the whole table
public record NeverKept(Vault vault, KeepRules rules, Map<Long, Set<Integer>> columns) {
    private static final int WHOLE = 0;

    /// Copies the map.
    public NeverKept {
        columns = Map.copyOf(columns);
    }

    /// Looks the names up. Call it before the first statement.
    public static NeverKept of(Connection connection, Vault vault, KeepRules rules)
            throws SQLException {
        Map<Long, Set<Integer>> columns = new HashMap<>();
        if (!rules.never().isEmpty()) {
            List<String> names = List.copyOf(rules.never());
            Sql.list(
                    connection,
                    Resource.text(NeverKept.class, "never.sql"),
                    row ->
                            columns.computeIfAbsent(row.getLong(1), oid -> new TreeSet<>())
                                    .add(row.getInt(2)),
                    names,
                    names);
        }
        return new NeverKept(vault, rules, columns);
    }

    /// Drops what must not be kept before anybody can see it: call it before the commit.
    ///
    /// @param captures what the transaction has kept
    /// @return those that were given up
    public List<Capture> giveUp(Connection connection, List<Capture> captures) throws SQLException {
        List<Capture> given = new ArrayList<>();
        for (Capture capture : captures) {
            if (!allow(connection, capture.kept())) {
                new Places(vault).drop(connection, capture.kept());
                vault.mark(connection, capture.id(), Capture.State.PRUNED, "keep: never");
                given.add(capture);
            }
        }
        return given;
    }

    private boolean allow(Connection connection, Kept kept) throws SQLException {
        Set<Integer> never = columns.getOrDefault(kept.table().oid(), Set.of());
        if (!rules.allow(kept) || never.contains(WHOLE)) {
            return false;
        }
        return never.isEmpty()
                || switch (kept) {
                    case Kept.DroppedColumn(var table, var column, var key, var _, var _) ->
                            allow(connection, table, never, column, key);
                    case Kept.RetypedColumn(var table, var column, var key, var _, var _) ->
                            allow(connection, table, never, column, key);
                    case Kept.HiddenColumn hidden -> !never.contains(hidden.column().number());
                    case Kept.MovedTable _, Kept.CopiedTable _, Kept.WrittenRows _ -> false;
                    case Kept.SequencePosition _ -> true;
                };
    }

    /// A key is told by the names of its columns, which may be new ones.
    private static boolean allow(
            Connection connection,
            TableRef table,
            Set<Integer> never,
            ColumnRef column,
            List<String> key)
            throws SQLException {
        if (key.isEmpty() || never.contains(column.number())) {
            return false;
        }
        return Sql.ask(
                connection,
                """
                select not exists (
                    select 1 from pg_catalog.pg_attribute
                    where attrelid = ? and attnum = any (?::integer[]) and attname = any (?))\
                """,
                table.oid(),
                never.toString().replace('[', '{').replace(']', '}'),
                key);
    }
}
