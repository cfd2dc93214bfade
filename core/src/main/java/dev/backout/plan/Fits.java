package dev.backout.plan;

import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;
import dev.backout.vault.Vault;
import dev.backout.vault.merge.Fitting;
import dev.backout.vault.merge.Fittings;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What is done about live rows that the old schema cannot hold, as it was asked for: values are
/// mapped first, then what is left is set aside. Immutable.
///
/// @param vault what is overwritten goes there; null when it is not kept
/// @param maps what becomes of single values
/// @param asides what is set aside
record Fits(@Nullable Vault vault, Maps maps, List<Misfit> asides) {
    Fits {
        asides = List.copyOf(asides);
    }

    boolean none() {
        return maps.mapped().isEmpty() && asides.isEmpty();
    }

    /// The statements, or why there are none.
    sealed interface Work {
        /// What is run before anything else.
        record Statements(List<Statement> statements) implements Work {}

        /// Somebody named what is not there.
        record Unknown(String why) implements Work {}
    }

    /// What is to be run while the schema is as the migrations left it.
    ///
    /// @param before the schema that the way leads to
    /// @param after the schema now, of the same database
    Work work(Snapshot before, Snapshot after) {
        if (vault == null) {
            return new Work.Statements(List.of());
        }
        List<Fitting> fittings = new ArrayList<>();
        for (Mapped mapped : maps.mapped()) {
            switch (mapping(mapped, before, after)) {
                case Mapped.Mapping.To(Fitting fitting) -> fittings.add(fitting);
                case Mapped.Mapping.Unknown(String why) -> {
                    return new Work.Unknown(why);
                }
            }
        }
        asides.forEach(one -> fittings.add(one.aside()));
        return new Work.Statements(new Fittings(vault, after, fittings).statements());
    }

    /// What is done where a column has no value.
    ///
    /// @param start the schema that it is done in
    /// @param table whose rows
    /// @param column its name, unquoted
    /// @param condition which rows (`t`)
    List<Statement> filled(
            Snapshot start, Address table, String column, String condition, String expression) {
        if (vault == null) {
            String name = Identifiers.quote(column);
            return List.of(
                    Statement.of(
                            "UPDATE %s t SET %s = (%s) WHERE %s",
                            Identifiers.dotted(table.path()), name, expression, condition));
        }
        Fitting.Value value =
                new Fitting.Value(
                        table,
                        column,
                        "SELECT tableoid, ctid FROM %s t WHERE %s"
                                .formatted(Identifiers.dotted(table.path()), condition),
                        expression,
                        null);
        return new Fittings(vault, start, List.of(value)).work("fill_" + column);
    }

    private static Mapped.Mapping mapping(Mapped mapped, Snapshot before, Snapshot after) {
        List<Column> named =
                after.entries().stream()
                        .map(Entry::object)
                        .filter(Column.class::isInstance)
                        .map(Column.class::cast)
                        .filter(column -> !column.inherited())
                        .filter(column -> isNamed(mapped, column, before, after))
                        .toList();
        String name = String.join(".", mapped.map().path());
        if (named.size() > 1) {
            return new Mapped.Mapping.Unknown(
                    "--map names %s, which is in several schemas: say in which".formatted(name));
        }
        Column then = named.isEmpty() ? null : then(named.getFirst(), before, after);
        return then == null
                ? new Mapped.Mapping.Unknown(
                        "--map names %s, which is not there both now and before the migration"
                                .formatted(name))
                : mapped.fitting(named.getFirst(), then, before, after);
    }

    private static boolean isNamed(Mapped mapped, Column column, Snapshot before, Snapshot after) {
        Column then = then(column, before, after);
        return mapped.names(column.address()) || then != null && mapped.names(then.address());
    }

    static @Nullable Column then(Column column, Snapshot before, Snapshot after) {
        Address address = column.address();
        Entry now = after.find(address);
        Entry then = now == null ? null : before.find(now.id());
        return then != null && then.object() instanceof Column old ? old : null;
    }
}
