package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;
import dev.backout.vault.Vault;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The values of a column that was hidden in its table and has its name back: only those are
/// touched that refer to what is gone by now, and those of rows that were written meanwhile.
///
/// @param before the schema from before the migration
/// @param fill what rows get that were written meanwhile, as SQL; null when nobody says
record HiddenValues(Vault vault, Snapshot before, @Nullable String fill) {
    /// @param back the column
    /// @param table as it was called before the migration
    /// @param column as it was
    List<Statement> statements(HiddenBack back, Address table, Column column) {
        List<Statement> statements = new ArrayList<>();
        String name = Identifiers.quote(column.address().name());
        String instead = instead(column);
        if (column.notNull() != null && instead != null && (fill != null || !back.filled())) {
            statements.add(
                    Statement.of(
                            "UPDATE ONLY %s SET %s = (%s) WHERE %s IS NULL",
                            Identifiers.dotted(table.path()), name, instead, name));
        }
        List<Constraint> keys =
                new References(before)
                        .of(table).stream()
                                .filter(key -> key.columns().contains(column.address().name()))
                                .toList();
        if (!keys.isEmpty() && (column.notNull() == null || instead != null)) {
            statements.add(cleared(back, table, column, keys, instead));
        }
        return statements;
    }

    private @Nullable String instead(Column column) {
        return fill == null ? column.defaultExpression() : fill;
    }

    private Statement cleared(
            HiddenBack back,
            Address table,
            Column column,
            List<Constraint> keys,
            @Nullable String instead) {
        String found =
                keys.stream()
                        .map(key -> References.found(key, one -> "k." + Identifiers.quote(one)))
                        .collect(Collectors.joining(" AND "));
        return new Aside(vault, back.holding(), false)
                .cleared(
                        table,
                        TableKey.of(table, before),
                        column.address().name(),
                        instead == null ? "NULL" : "(%s)".formatted(instead),
                        "k.%s IS NOT NULL AND NOT (%s)"
                                .formatted(Identifiers.quote(column.address().name()), found));
    }
}
