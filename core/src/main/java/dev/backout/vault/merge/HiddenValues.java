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
import java.util.Objects;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The values of a column that was hidden in its table and has its name back: only those are
/// touched that refer to what is gone by now, and those of rows that were written meanwhile.
///
/// @param before the schema from before the migration
/// @param fill what rows get that were written meanwhile, as SQL; null when nobody says
record HiddenValues(Vault vault, Snapshot before, @Nullable String fill) {
    private static final Collector<CharSequence, ?, String> AND = Collectors.joining(" AND ");

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
        if (column.notNull() == null || instead != null) {
            keys.forEach(key -> statements.add(cleared(back, table, column, key, instead)));
        }
        return statements;
    }

    private @Nullable String instead(Column column) {
        return fill == null ? column.defaultExpression() : fill;
    }

    /// The server joins for NOT EXISTS by itself, where it would look row by row for what
    /// [References#found] has.
    private Statement cleared(
            HiddenBack back,
            Address table,
            Column column,
            Constraint key,
            @Nullable String instead) {
        List<String> own =
                key.columns().stream().map(name -> "k." + Identifiers.quote(name)).toList();
        String filled = own.stream().map(one -> one + " IS NOT NULL").collect(AND);
        String pairs =
                IntStream.range(0, own.size())
                        .mapToObj(i ->
                                "r.%s = %s"
                                        .formatted(
                                                Identifiers.quote(key.referencedColumns().get(i)),
                                                own.get(i)))
                        .collect(AND);
        Address target = Objects.requireNonNull(key.references());
        return new Aside(vault, back.holding(), false)
                .cleared(
                        table,
                        TableKey.of(table, before),
                        column.address().name(),
                        instead == null ? "NULL" : "(%s)".formatted(instead),
                        "%s AND NOT EXISTS (SELECT 1 FROM %s r WHERE %s)"
                                .formatted(filled, Identifiers.dotted(target.path()), pairs));
    }
}
