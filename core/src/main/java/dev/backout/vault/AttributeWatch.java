package dev.backout.vault;

import dev.backout.database.Pipeline;
import dev.backout.database.Sql;
import dev.backout.schema.Identifiers;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The attributes of composite types. When one is dropped, no column is another one than before and
/// no table is written, but the values are gone from all columns of the type. For one thread, in
/// the open transaction.
///
/// @param known how many attributes each type had lost before the transaction, by its OID
record AttributeWatch(Map<Long, Integer> known) {
    private static final String LOST =
            """
            select c.oid,
                (select count(*) from pg_catalog.pg_attribute a
                 where a.attrelid = c.oid and a.attnum > 0 and a.attisdropped)
            from pg_catalog.pg_class c where c.relkind = 'c'\
            """;

    private static final String COLUMNS =
            """
            select n.nspname, c.relname, a.attname
            from pg_catalog.pg_attribute a
            join pg_catalog.pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            join pg_catalog.pg_type t on t.oid = a.atttypid
            left join pg_catalog.pg_type e on e.oid = t.typelem
            where not a.attisdropped and a.attnum > 0 and %d in (t.typrelid, e.typrelid)
            order by 1, 2, 3\
            """;

    /// They are known as soon as the question was sent.
    static AttributeWatch begin(Pipeline asked) {
        return new AttributeWatch(read(asked));
    }

    /// What is true of them now, as soon as it was sent.
    static Map<Long, Integer> read(Pipeline asked) {
        Map<Long, Integer> lost = new TreeMap<>();
        asked.list(LOST, row -> lost.put(row.getLong(1), row.getInt(2)));
        return lost;
    }

    /// The columns of types that lost an attribute, and that hold something.
    List<String> trimmed(Connection connection, Map<Long, Integer> now) throws SQLException {
        for (Map.Entry<Long, Integer> type : now.entrySet()) {
            if (type.getValue() > known.getOrDefault(type.getKey(), type.getValue())) {
                List<String> columns = holding(connection, type.getKey());
                if (!columns.isEmpty()) {
                    return columns;
                }
            }
        }
        return List.of();
    }

    private static List<String> holding(Connection connection, long type) throws SQLException {
        List<List<String>> columns =
                Sql.list(
                        connection,
                        COLUMNS.formatted(type),
                        row -> List.of(row.getString(1), row.getString(2), row.getString(3)));
        List<String> holding = new ArrayList<>();
        for (List<String> column : columns) {
            if (Sql.ask(
                    connection,
                    "select exists (select from %s where %s is distinct from null)"
                            .formatted(
                                    Identifiers.dotted(column.subList(0, 2)),
                                    Identifiers.quote(column.getLast())))) {
                holding.add(Identifiers.dotted(column));
            }
        }
        return holding;
    }
}
