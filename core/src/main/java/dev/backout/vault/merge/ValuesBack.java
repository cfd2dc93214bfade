package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;
import dev.backout.vault.Kept;
import dev.backout.vault.Vault;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Values of a column return to their rows.
///
/// @param references what they may refer to
/// @param images keep what they overwrite
/// @param preferKept whether they win over what was written anew since
/// @param bulk the tables that are written anew
/// @param ready the schema that the statements run in
/// @param conversions what is kept of values from before their conversion
record ValuesBack(
        Vault vault,
        Pairing pairing,
        References references,
        Images images,
        boolean preferKept,
        Bulk bulk,
        Snapshot ready,
        Conversions conversions) {
    private static final String VALUE = "k." + Identifiers.quote(Kept.VALUE);

    /// Values of a column that had been dropped.
    ///
    /// @param column as it was
    /// @param taken whether another column has taken its name: what was written there since stays,
    ///   unless what is kept is preferred and can be there
    List<Statement> dropped(Column column, boolean taken) {
        String name = column.address().name();
        String kept = kept(column);
        List<Statement> statements = new ArrayList<>();
        StringBuilder only = new StringBuilder();
        String found = found(name, kept);
        if (taken) {
            String live = live(column);
            statements.add(
                    conflict(
                            column,
                            "%s IS NOT NULL AND %s::text IS DISTINCT FROM %s::text%s"
                                    .formatted(
                                            live,
                                            live,
                                            kept,
                                            preferKept && !found.isEmpty()
                                                    ? " AND " + found
                                                    : "")));
            if (!preferKept) {
                only.append("\n    AND %s IS NULL".formatted(live));
            }
        }
        if (!found.isEmpty()) {
            statements.add(unreferred(aside(), column, "NOT (%s)".formatted(found)));
            only.append("\n    AND ").append(found);
        }
        if (bulk.tables().contains(pairing.table())) {
            statements.addAll(kept(column, kept, pairing.condition() + only));
            statements.addAll(
                    bulk.statements(vault, pairing, column, kept, only.toString(), ready));
        } else {
            statements.addAll(update(column, kept, only.toString()));
        }
        statements.add(aside().completed(pairing, name, shown(column)));
        return statements;
    }

    /// Values of a column that nothing stands in yet, for some rows, while others write.
    ///
    /// @param column as it was
    /// @param rows the rows of the vault, as a relation
    /// @param noted which live rows (`t`) somebody wrote the column of since, as SQL
    List<Statement> filled(Column column, String rows, String noted) {
        String kept = kept(column);
        String found = found(column.address().name(), kept);
        String both = found.isEmpty() ? "" : " AND " + found;
        List<Statement> statements = new ArrayList<>();
        statements.add(rowLocks(rows));
        statements.add(
                conflict(
                        aside(rows),
                        column,
                        "%s AND %s::text IS DISTINCT FROM %s::text%s"
                                .formatted(noted, live(column), kept, preferKept ? both : "")));
        String open = preferKept ? "" : "\n    AND NOT " + noted;
        if (!found.isEmpty()) {
            statements.add(unreferred(aside(rows), column, "NOT (%s)%s".formatted(found, open)));
        }
        statements.add(written(column, kept, rows, pairing.condition() + open + both));
        return statements;
    }

    /// Rows that others inserted with a kept key while the values returned: they stay as they are.
    ///
    /// @param rows the rows of the vault with these keys, as a relation
    Statement inserted(Column column, String rows) {
        return conflict(
                new Aside(vault, pairing.holding(), false, rows),
                column,
                "%s::text IS DISTINCT FROM %s::text AND %s"
                        .formatted(
                                live(column),
                                kept(column),
                                aside(rows).notYet("conflict", pairing.keyTexts("t"))));
    }

    /// What is looked at stays as it is until the values are there.
    private Statement rowLocks(String rows) {
        return new Statement(
                """
                SELECT count(*) FROM (
                    SELECT FROM %s t JOIN %s k ON %s
                    ORDER BY %s FOR NO KEY UPDATE OF t) locked\
                """
                        .formatted(
                                pairing.live(),
                                rows,
                                pairing.condition(),
                                pairing.key().stream()
                                        .map(name -> "t." + Identifiers.quote(name))
                                        .collect(Collectors.joining(", "))));
    }

    /// Values that the conversion of a column had changed.
    ///
    /// @param column as it was
    /// @param today as the migration left it
    List<Statement> retyped(Column column, Column today) {
        String kept = kept(column);
        String live = live(column);
        String untouched =
                "%s::text IS NOT DISTINCT FROM (k.%s::%s)::%s::text"
                        .formatted(
                                live, Identifiers.quote(Kept.AFTER), today.type(), column.type());
        List<Statement> statements = new ArrayList<>();
        statements.add(
                conflict(
                        column,
                        "NOT (%s) AND %s::text IS DISTINCT FROM %s::text"
                                .formatted(untouched, live, kept)));
        statements.addAll(update(column, kept, preferKept ? "" : "\n    AND " + untouched));
        return statements;
    }

    /// Values that the conversion itself has put in: what differs from them was written anew since.
    ///
    /// @param column as it was
    List<Statement> converted(Column column) {
        return List.of(
                conflict(
                        column,
                        "%s::text IS DISTINCT FROM %s::text"
                                .formatted(live(column), kept(column))));
    }

    /// Whether what the value refers to is there; empty when it refers to nothing.
    private String found(String name, String kept) {
        List<Constraint> keys =
                references.of(pairing.table()).stream()
                        .filter(key -> key.columns().contains(name))
                        .toList();
        return keys.stream()
                .map(key ->
                        References.found(
                                key,
                                column ->
                                        column.equals(name)
                                                ? kept
                                                : "t." + Identifiers.quote(column)))
                .collect(Collectors.joining(" AND "));
    }

    private List<Statement> update(Column column, String kept, String condition) {
        String where = pairing.condition() + condition;
        List<Statement> statements = kept(column, kept, where);
        statements.add(written(column, kept, vault.sql(pairing.holding().kept().place()), where));
        return statements;
    }

    /// What is overwritten is kept.
    private List<Statement> kept(Column column, String kept, String where) {
        List<Column> known = new ArrayList<>(pairing.columns());
        known.add(column);
        List<Statement> statements =
                new ArrayList<>(
                        images.keep(
                                Long.toString(pairing.holding().capture().id()),
                                pairing.table(),
                                known,
                                pairing.columns(),
                                new Images.Writing(
                                        "'U'",
                                        ValuesBack::live,
                                        one -> one.equals(column) ? kept : live(one),
                                        "%s t JOIN %s k ON %s"
                                                .formatted(
                                                        pairing.live(),
                                                        vault.sql(pairing.holding().kept().place()),
                                                        where))));
        if (!statements.isEmpty()) {
            statements.addFirst(pairing.lock());
        }
        return statements;
    }

    private Statement written(Column column, String kept, String place, String where) {
        return new Statement(
                """
                UPDATE %s t
                SET %s = %s
                FROM %s k
                WHERE %s\
                """
                        .formatted(
                                pairing.live(),
                                Identifiers.quote(column.address().name()),
                                kept,
                                place,
                                where));
    }

    private Statement conflict(Column column, String condition) {
        return conflict(aside(), column, condition);
    }

    private Statement conflict(Aside aside, Column column, String condition) {
        return aside.conflicts(
                pairing,
                List.of(column.address().name()),
                List.of(shown(column)),
                List.of(live(column)),
                condition);
    }

    private Statement unreferred(Aside aside, Column column, String condition) {
        return aside.unreferred(
                pairing, List.of(column.address().name()), List.of(shown(column)), condition);
    }

    private String kept(Column column) {
        return conversions.kept(
                pairing.holding(),
                column.address(),
                name -> name.equals(column.address().name()) ? Kept.VALUE : name,
                column.type(),
                Casts.to(VALUE, pairing.holding().type(Kept.VALUE), column.type()));
    }

    private String shown(Column column) {
        return conversions.has(column.address()) ? kept(column) : VALUE;
    }

    private static String live(Column column) {
        return "t." + Identifiers.quote(column.address().name());
    }

    private Aside aside() {
        return new Aside(vault, pairing.holding(), preferKept);
    }

    private Aside aside(String rows) {
        return new Aside(vault, pairing.holding(), preferKept, rows);
    }
}
