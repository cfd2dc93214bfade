package dev.backout.vault.merge;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;
import dev.backout.vault.Holding;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// How rows of the vault (`k`) and live rows (`t`) are found to be the same.
///
/// @param holding the rows of the vault
/// @param table the live table
/// @param key the columns of its key, unquoted
/// @param condition the pairing as SQL
record Pairing(Holding holding, Address table, List<String> key, String condition) {
    /// @param key columns that both have
    /// @param ready the schema of the live table
    /// @return null when there is no key, or one side lacks a column of it
    static @Nullable Pairing of(Holding holding, List<String> key, Address table, Snapshot ready) {
        List<String> pairs = new ArrayList<>();
        for (String name : key) {
            Entry entry = ready.find(TableKey.column(table, name));
            String kept = holding.type(name);
            if (kept == null || entry == null || !(entry.object() instanceof Column column)) {
                return null;
            }
            // Another type is compared by its text: an enum is kept as text.
            String cast = column.type().equals(kept) ? "" : "::text";
            String quoted = Identifiers.quote(name);
            pairs.add("t.%s%s = k.%s%s".formatted(quoted, cast, quoted, cast));
        }
        return pairs.isEmpty()
                ? null
                : new Pairing(holding, table, List.copyOf(key), String.join(" AND ", pairs));
    }

    /// The live table as SQL.
    String live() {
        return Identifiers.dotted(table.path());
    }

    /// The key of a row as an array of texts.
    String keyTexts(String alias) {
        return key.stream()
                .map(name -> "%s.%s::text".formatted(alias, Identifiers.quote(name)))
                .collect(Collectors.joining(", ", "ARRAY[", "]"));
    }
}
