package dev.backout.vault.merge;

import dev.backout.schema.Identifiers;
import dev.backout.vault.ColumnRef;
import dev.backout.vault.Holding;
import dev.backout.vault.Kept;
import dev.backout.vault.Vault;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Empty tables that stand in for those of the vault in a scratch database. What is put on the list
/// there has numbers that no real one has.
final class StandIns {
    private StandIns() {}

    /// @param holdings what returns: columns that are hidden come after the migration
    /// @param used what was there before it
    /// @param stored the forms of those that can come back as they are
    static String sql(Vault vault, List<Holding> holdings, List<Holding> used, Stored stored) {
        StringBuilder sql = new StringBuilder();
        sql.append("CREATE SCHEMA %s;\n".formatted(vault.records().sql()));
        sql.append(
                """
                CREATE TABLE %1$s.set_aside (run text, capture bigint, kind text, reason text,
                    key text[], columns text[], kept text[], live text[]);
                CREATE TABLE %1$s.capture (id bigint GENERATED ALWAYS AS IDENTITY
                    (START WITH 9000000000000), origin text,
                    number integer, kind text, schema_name text, table_name text,
                    table_oid bigint, key text[], columns text[], place text, rows bigint);
                """
                        .formatted(vault.records().sql()));
        List<Holding> tables = new ArrayList<>(holdings);
        tables.addAll(used);
        tables.removeIf(one -> one.kept() instanceof Kept.HiddenColumn);
        for (Holding holding : tables) {
            if (stored.has(holding)) {
                stored.form(holding).forEach(one -> sql.append(one.text()).append('\n'));
                continue;
            }
            sql.append(
                    "CREATE TABLE %s (%s);\n"
                            .formatted(
                                    vault.sql(holding.kept().place()), columns(holding.columns())));
        }
        sql.append(hidden(used, stored));
        return sql.toString();
    }

    /// Statements that put hidden columns into their tables, any number of times.
    static String hidden(List<Holding> holdings, Stored stored) {
        StringBuilder sql = new StringBuilder();
        for (Holding holding : holdings) {
            if (holding.kept() instanceof Kept.HiddenColumn && stored.has(holding)) {
                stored.form(holding).forEach(one -> sql.append(one.text()).append('\n'));
            }
        }
        return sql.toString();
    }

    private static String columns(List<ColumnRef> columns) {
        return columns.stream()
                .map(column -> Identifiers.quote(column.name()) + " " + column.type())
                .collect(Collectors.joining(", "));
    }
}
