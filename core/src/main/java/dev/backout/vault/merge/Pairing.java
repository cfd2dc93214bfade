package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;
import dev.backout.vault.Holding;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// How rows of the vault (`k`) and live rows (`t`) are found to be the same.
///
/// @param holding the rows of the vault
/// @param table the live table
/// @param kept the columns of the key as the vault has them, unquoted
/// @param key the same as they are live, unquoted
/// @param columns the same of the live table
/// @param condition the pairing as SQL
/// @param only `ONLY ` unless the rows lie in partitions: those of a child are kept by themselves
record Pairing(
        Holding holding,
        Address table,
        List<String> kept,
        List<String> key,
        List<Column> columns,
        String condition,
        String only) {
    /// Pairs them by a key.
    ///
    /// @param key columns of the vault
    /// @param live their names in the live table
    /// @param ready the schema of the live table
    /// @return null when there is no key, or one side lacks a column of it
    static @Nullable Pairing of(
            Holding holding,
            List<String> key,
            UnaryOperator<String> live,
            Address table,
            Snapshot ready) {
        List<String> names = key.stream().map(live).toList();
        List<String> pairs = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Entry entry = ready.find(TableKey.column(table, names.get(i)));
            String kept = holding.type(key.get(i));
            if (kept == null || entry == null || !(entry.object() instanceof Column column)) {
                return null;
            }
            columns.add(column);
            // Another type is compared by its text: an enum is kept as text.
            String cast = column.type().equals(kept) ? "" : "::text";
            pairs.add(
                    "t.%s%s = k.%s%s"
                            .formatted(
                                    Identifiers.quote(names.get(i)),
                                    cast,
                                    Identifiers.quote(key.get(i)),
                                    cast));
        }
        return pairs.isEmpty()
                ? null
                : new Pairing(
                        holding,
                        table,
                        List.copyOf(key),
                        names,
                        List.copyOf(columns),
                        String.join(" AND ", pairs),
                        only(table, ready));
    }

    private static String only(Address table, Snapshot ready) {
        Entry entry = ready.find(table);
        boolean partitioned =
                entry != null
                        && entry.object() instanceof Table found
                        && found.partitionKey() != null;
        return partitioned ? "" : "ONLY ";
    }

    /// The live table as SQL.
    String live() {
        return only + Identifiers.dotted(table.path());
    }

    /// Keeps everybody else from writing, between a look at the rows and their change.
    Statement lock() {
        return Statement.of("LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE", live());
    }

    /// The key of a row as an array of texts.
    String keyTexts(String alias) {
        return key.stream()
                .map(name -> "%s.%s::text".formatted(alias, Identifiers.quote(name)))
                .collect(Collectors.joining(", ", "ARRAY[", "]"));
    }
}
