package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;
import dev.backout.vault.Holding;
import dev.backout.vault.Vault;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Rows of a table return.
///
/// @param columns those of the table that the vault has
/// @param keys the foreign keys by which they refer to rows that are there, or are to be
/// @param ready the schema that the statements run in
record RowsReturned(
        Vault vault,
        Holding holding,
        Address table,
        List<Column> columns,
        List<Constraint> keys,
        Snapshot ready) {
    /// Into a table that comes back empty.
    ///
    /// @param key the columns that tell its rows apart; none when nothing does
    List<Statement> intoEmpty(List<String> key) {
        return inserted(key, "");
    }

    /// Beside rows that are live: those stay as they are, except in columns that come back empty.
    ///
    /// @param returning columns that come back empty
    List<Statement> beside(Pairing pairing, List<Column> returning) {
        List<Statement> statements = new ArrayList<>();
        List<Column> common =
                columns.stream().filter(column -> !returning.contains(column)).toList();
        statements.add(conflicts(pairing, common));
        if (!returning.isEmpty()) {
            statements.add(update(pairing, returning));
        }
        statements.addAll(
                inserted(
                        pairing.key(),
                        "NOT EXISTS (SELECT 1 FROM %s t WHERE %s)"
                                .formatted(pairing.live(), pairing.condition())));
        return statements;
    }

    /// @param condition which rows return, or an empty text
    private List<Statement> inserted(List<String> key, String condition) {
        List<Statement> statements = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        if (!condition.isEmpty()) {
            conditions.add(condition);
        }
        if (!found().isEmpty()) {
            List<String> orphaned = new ArrayList<>(conditions);
            orphaned.add("NOT (%s)".formatted(found()));
            statements.add(
                    new Aside(vault, holding)
                            .orphans(
                                    key,
                                    columns.stream().map(one -> one.address().name()).toList(),
                                    columns.stream().map(this::raw).toList(),
                                    String.join(" AND ", orphaned)));
            conditions.add(found());
        }
        statements.add(
                insert(
                        conditions.isEmpty()
                                ? ""
                                : "\nWHERE " + String.join("\n    AND ", conditions)));
        statements.addAll(new SequenceEnds(table, columns, ready).statements());
        return statements;
    }

    private String found() {
        return keys.stream()
                .map(key -> References.found(key, this::kept))
                .collect(Collectors.joining(" AND "));
    }

    private String kept(String name) {
        return columns.stream()
                .filter(column -> column.address().name().equals(name))
                .map(this::kept)
                .findFirst()
                .orElse("NULL");
    }

    private String raw(Column column) {
        return "k." + quoted(column);
    }

    private Statement insert(String condition) {
        return new Statement(
                """
                INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE
                SELECT %s
                FROM %s k%s\
                """
                        .formatted(
                                Identifiers.dotted(table.path()),
                                columns.stream()
                                        .map(column -> quoted(column))
                                        .collect(Collectors.joining(", ")),
                                columns.stream().map(this::kept).collect(Collectors.joining(", ")),
                                place(),
                                condition));
    }

    private Statement update(Pairing pairing, List<Column> returning) {
        return new Statement(
                """
                UPDATE %s t
                SET %s
                FROM %s k
                WHERE %s\
                """
                        .formatted(
                                pairing.live(),
                                returning.stream()
                                        .map(column ->
                                                "%s = %s".formatted(quoted(column), kept(column)))
                                        .collect(Collectors.joining(", ")),
                                place(),
                                pairing.condition()));
    }

    private Statement conflicts(Pairing pairing, List<Column> common) {
        String differing =
                common.stream()
                        .map(column ->
                                "t.%s::text IS DISTINCT FROM %s::text"
                                        .formatted(quoted(column), kept(column)))
                        .collect(Collectors.joining(" OR "));
        return new Aside(vault, holding)
                .conflicts(
                        pairing,
                        common.stream().map(column -> column.address().name()).toList(),
                        common.stream().map(this::kept).toList(),
                        common.stream().map(column -> "t." + quoted(column)).toList(),
                        differing);
    }

    private String kept(Column column) {
        return Casts.to(
                "k." + quoted(column), holding.type(column.address().name()), column.type());
    }

    private static String quoted(Column column) {
        return Identifiers.quote(column.address().name());
    }

    private String place() {
        return vault.sql(holding.kept().place());
    }
}
