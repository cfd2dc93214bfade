package dev.backout.backup;

import dev.backout.database.SqlFailure;
import dev.backout.error.ErrorCode;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Asks a database which tables a dump of it holds, and how big they are.
public final class TableFactsReader {
    /// By the pages that the catalog knows, since pg_table_size waits behind strong locks. A table
    /// that nothing has looked through yet has none there, but its rows were counted as they came;
    /// 200 bytes are many for a row.
    private static final String TABLES =
            """
            select n.nspname, c.relname,
                greatest(
                    (c.relpages::bigint + coalesce(t.relpages::bigint, 0))
                        * pg_catalog.current_setting('block_size')::bigint,
                    pg_catalog.pg_stat_get_live_tuples(c.oid) * 200)
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            left join pg_catalog.pg_class t on t.oid = c.reltoastrelid
            where c.relkind = 'r' and c.relpersistence <> 't'
                and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
                and not exists (
                    select from pg_catalog.pg_depend d
                    where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                        and d.objid = c.oid and d.objsubid = 0 and d.deptype = 'e')\
            """;

    private static final String HEIRS =
            """
            with recursive tree as (
                select inhparent as root, inhrelid as heir from pg_catalog.pg_inherits
                union
                select tree.root, i.inhrelid
                from tree
                join pg_catalog.pg_inherits i on i.inhparent = tree.heir
            )
            select rn.nspname, r.relname, hn.nspname, h.relname
            from tree
            join pg_catalog.pg_class r on r.oid = tree.root
            join pg_catalog.pg_namespace rn on rn.oid = r.relnamespace
            join pg_catalog.pg_class h on h.oid = tree.heir
            join pg_catalog.pg_namespace hn on hn.oid = h.relnamespace
            where r.relkind in ('r', 'p') and h.relkind in ('r', 'p')\
            """;

    private static final String DATABASE =
            """
            select pg_catalog.pg_database_size(pg_catalog.current_database()), (
                select coalesce(sum(relpages::bigint), 0)
                    * pg_catalog.current_setting('block_size')::bigint
                from pg_catalog.pg_class where relkind = 'i')\
            """;

    private TableFactsReader() {}

    /// The tables of the database that this connection leads to.
    public static TableFacts read(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            Map<TableName, Long> bytes = new HashMap<>();
            try (ResultSet row = statement.executeQuery(TABLES)) {
                while (row.next()) {
                    bytes.put(new TableName(row.getString(1), row.getString(2)), row.getLong(3));
                }
            }
            Map<TableName, List<TableName>> heirs = new HashMap<>();
            try (ResultSet row = statement.executeQuery(HEIRS)) {
                while (row.next()) {
                    var root = new TableName(row.getString(1), row.getString(2));
                    heirs.computeIfAbsent(root, _ -> new ArrayList<>())
                            .add(new TableName(row.getString(3), row.getString(4)));
                }
            }
            return new TableFacts(bytes, heirs, withoutIndexes(statement));
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.DATABASE_UNREACHABLE, "asking for the sizes of tables failed", e);
        }
    }

    private static long withoutIndexes(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(DATABASE)) {
            row.next();
            return Math.max(0, row.getLong(1) - row.getLong(2));
        }
    }
}
