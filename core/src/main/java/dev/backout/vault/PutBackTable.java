package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A live table into which rows are put back.
///
/// @param sql its name as SQL
/// @param types the types of its columns as SQL, without length: a cast with one cuts values short
/// @param required columns that take neither NULL nor a default
/// @param key the columns of its primary key; none when it has none
/// @param triggers those of the application that fire, as SQL
record PutBackTable(
        String sql,
        Map<String, String> types,
        Set<String> required,
        List<String> key,
        List<String> triggers) {
    /// Looks at it.
    ///
    /// @return null when it is not there
    static @Nullable PutBackTable read(Connection connection, Address address) throws SQLException {
        String sql = Identifiers.dotted(address.path());
        Map<String, String> types = new HashMap<>();
        Set<String> required = new HashSet<>();
        Sql.list(
                connection,
                """
                select a.attname, n.nspname, t.typname, a.attnotnull and not a.atthasdef
                    and a.attidentity = '' as required
                from pg_catalog.pg_attribute a
                join pg_catalog.pg_type t on t.oid = a.atttypid
                join pg_catalog.pg_namespace n on n.oid = t.typnamespace
                where a.attrelid = pg_catalog.to_regclass(?) and a.attnum > 0
                  and not a.attisdropped and a.attgenerated = ''\
                """,
                row -> {
                    if (row.getBoolean("required")) {
                        required.add(row.getString("attname"));
                    }
                    return types.put(
                            row.getString("attname"),
                            Identifiers.dotted(
                                    List.of(row.getString("nspname"), row.getString("typname"))));
                },
                sql);
        return types.isEmpty()
                ? null
                : new PutBackTable(
                        sql,
                        types,
                        required,
                        names(connection, KEY, sql),
                        names(connection, TRIGGERS, sql));
    }

    private static final String KEY =
            """
            select a.attname::pg_catalog.text
            from pg_catalog.pg_index i
            join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
            where i.indrelid = pg_catalog.to_regclass(?) and i.indisprimary
            order by pg_catalog.array_position(i.indkey::smallint[], a.attnum)\
            """;
    private static final String TRIGGERS =
            """
            select pg_catalog.quote_ident(tgname) from pg_catalog.pg_trigger
            where tgrelid = pg_catalog.to_regclass(?) and not tgisinternal and tgenabled = 'O'\
            """;

    private static List<String> names(Connection connection, String query, String table)
            throws SQLException {
        return Sql.list(connection, query, row -> row.getString(1), table);
    }

    /// Keeps the application's triggers still, or lets them fire again.
    ///
    /// @param what `disable` or `enable`
    void triggers(Connection connection, String what) throws SQLException {
        for (String trigger : triggers) {
            Sql.execute(connection, "alter table %s %s trigger %s".formatted(sql, what, trigger));
        }
    }
}
