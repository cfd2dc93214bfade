package dev.backout.deploy;

import dev.backout.database.Sql;
import dev.backout.journal.RunRecords;
import dev.backout.records.RecordSchema;
import dev.backout.vault.Inventory;
import dev.backout.vault.InventoryLine;
import dev.backout.vault.Vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// What a reset would destroy.
///
/// @param schemas the schemas that it drops and makes anew, as far as they are there
/// @param records whether schema `backout` is there, which goes with them
/// @param runs how many runs it records
/// @param captures how many captures lie in the vault
public record ResetLook(List<Contents> schemas, boolean records, int runs, int captures) {
    private static final String CONTENTS =
            """
            select n.nspname, pg_catalog.count(c.oid),
                coalesce(pg_catalog.sum(pg_catalog.pg_stat_get_live_tuples(c.oid)), 0)
            from pg_catalog.pg_namespace n
            left join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relkind in ('r', 'p')
            where n.nspname = any (?)
            group by 1 order by pg_catalog.array_position(?, n.nspname::text)\
            """;

    /// Copies the list.
    public ResetLook {
        schemas = List.copyOf(schemas);
    }

    /// A schema and what is in it.
    ///
    /// @param rows as the server's statistics have it
    public record Contents(String schema, long tables, long rows) {}

    /// Whether something would be lost that was kept for a reason.
    public boolean keepsSomething() {
        return runs > 0 || captures > 0;
    }

    static ResetLook of(Connection connection, RecordSchema records, List<String> schemas)
            throws SQLException {
        List<Contents> contents =
                Sql.list(
                        connection,
                        CONTENTS,
                        row -> new Contents(row.getString(1), row.getLong(2), row.getLong(3)),
                        schemas,
                        schemas);
        boolean there = records.state(connection) != RecordSchema.State.ABSENT;
        int captures =
                (int)
                        new Inventory(new Vault(records))
                                .all(connection).stream().filter(InventoryLine::present).count();
        return new ResetLook(
                contents, there, new RunRecords(records).list(connection).size(), captures);
    }
}
