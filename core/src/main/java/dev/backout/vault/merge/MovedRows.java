package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Rule;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;
import dev.backout.schema.Trigger;
import dev.backout.vault.Holding;
import dev.backout.vault.Vault;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The rows of tables, and the columns, that come back as they are: only those are touched that
/// refer to what is gone by now.
///
/// @param stored which of the tables are large
/// @param moving the tables
/// @param hidden the columns
record MovedRows(Vault vault, Stored stored, List<MoveBack> moving, List<HiddenBack> hidden) {
    /// Whether what is kept comes back as it is.
    boolean has(Holding holding) {
        return moving.stream().anyMatch(one -> one.holding().equals(holding))
                || hidden(holding) != null;
    }

    /// The column that gets its name back, or null when it is none.
    @Nullable HiddenBack hidden(Holding holding) {
        return hidden.stream()
                .filter(one -> one.holding().equals(holding))
                .findFirst()
                .orElse(null);
    }

    /// Sets aside what refers to nothing.
    ///
    /// @param keys the foreign keys by which the rows refer to others
    /// @param before the schema from before the migration
    /// @return the statement, or null when they refer to nothing
    @Nullable Statement aside(
            Holding holding,
            Address table,
            List<Column> columns,
            List<Constraint> keys,
            Snapshot before) {
        if (keys.isEmpty()) {
            return null;
        }
        List<String> conditions = new ArrayList<>(List.of(missing(table, keys)));
        if (waits(holding, table, before)) {
            conditions.addAll(unreferred(table, before));
        }
        return new Aside(vault, holding, false)
                .removed(
                        table,
                        TableKey.of(table, before),
                        columns.stream().map(one -> one.address().name()).toList(),
                        String.join("\n        AND ", conditions));
    }

    /// Has rows that refer to nothing refer to what they did before the migration wrote into them.
    ///
    /// @param columns of the table
    /// @param keys the foreign keys by which the rows refer to others
    List<Statement> earlier(
            Address table, List<Column> columns, List<Constraint> keys, EarlierValues earlier) {
        return earlier.of(keys).stream()
                .map(key ->
                        Statement.of(
                                "UPDATE %s k\nSET %s\nWHERE %s",
                                Identifiers.dotted(table.path()),
                                columns.stream()
                                        .filter(column ->
                                                key.columns().contains(column.address().name()))
                                        .map(column ->
                                                "%1$s = coalesce(%2$s, k.%1$s)"
                                                        .formatted(
                                                                Identifiers.quote(
                                                                        column.address().name()),
                                                                earlier.before(
                                                                        column.address().name(),
                                                                        column.type(),
                                                                        MovedRows::raw)))
                                        .collect(Collectors.joining(", ")),
                                References.missing(key, MovedRows::raw)))
                .toList();
    }

    private static String raw(String column) {
        return "k." + Identifiers.quote(column);
    }

    /// Which rows refer to what is not there. Of several keys each is looked at by itself: no join
    /// finds rows of one or the other.
    private static String missing(Address table, List<Constraint> keys) {
        if (keys.size() == 1) {
            return References.missing(keys.getFirst(), MovedRows::raw);
        }
        String rows =
                keys.stream()
                        .map(key ->
                                "SELECT i.ctid FROM ONLY %s i WHERE %s"
                                        .formatted(
                                                Identifiers.dotted(table.path()),
                                                References.missing(
                                                        key,
                                                        name -> "i." + Identifiers.quote(name))))
                        .collect(Collectors.joining(" UNION "));
        return "k.ctid IN (%s)".formatted(rows);
    }

    /// Whether that can wait until the table is in use again: nothing of the application's notices
    /// that the rows go.
    boolean waits(Holding holding, Address table, Snapshot before) {
        return stored.isLarge(holding)
                && !TableKey.of(table, before).isEmpty()
                && before.tables(Set.of(table)).stream()
                        .flatMap(unit -> unit.entries().stream())
                        .map(Entry::object)
                        .noneMatch(MovedRows::notices);
    }

    private static boolean notices(DbObject object) {
        return switch (object) {
            case Trigger _, Rule _ -> true;
            case Table table -> table.forceRowSecurity();
            default -> false;
        };
    }

    /// By then a row that goes would take along, or change, what refers to it.
    private static List<String> unreferred(Address table, Snapshot before) {
        List<String> conditions = new ArrayList<>();
        for (Entry entry : before.entries()) {
            if (entry.object() instanceof Constraint key
                    && key.type() == ConstraintType.FOREIGN_KEY
                    && !key.inherited()
                    && table.equals(key.references())) {
                List<String> pairs = new ArrayList<>();
                for (int i = 0; i < key.columns().size(); i++) {
                    pairs.add(
                            "c.%s = k.%s"
                                    .formatted(
                                            Identifiers.quote(key.columns().get(i)),
                                            Identifiers.quote(key.referencedColumns().get(i))));
                }
                conditions.add(
                        "NOT EXISTS (SELECT 1 FROM %s c WHERE %s)"
                                .formatted(
                                        Identifiers.dotted(key.address().table().path()),
                                        String.join(" AND ", pairs)));
            }
        }
        return conditions;
    }
}
