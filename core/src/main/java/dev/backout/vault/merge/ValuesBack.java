package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Column;
import dev.backout.schema.Identifiers;
import dev.backout.vault.Kept;
import dev.backout.vault.Vault;

import java.util.ArrayList;
import java.util.List;

/// Values of a column return to their rows.
record ValuesBack(Vault vault, Pairing pairing) {
    private static final String VALUE = "k." + Identifiers.quote(Kept.VALUE);

    /// Values of a column that had been dropped.
    ///
    /// @param column as it was
    /// @param taken whether another column has taken its name: what was written there since stays
    List<Statement> dropped(Column column, boolean taken) {
        String name = Identifiers.quote(column.address().name());
        String kept = Casts.to(VALUE, pairing.holding().type(Kept.VALUE), column.type());
        List<Statement> statements = new ArrayList<>();
        String only = "";
        if (taken) {
            String live = "t." + name;
            statements.add(
                    conflicts(
                            column,
                            live,
                            "%s IS NOT NULL AND %s::text IS DISTINCT FROM %s::text"
                                    .formatted(live, live, kept)));
            only = "\n    AND %s IS NULL".formatted(live);
        }
        statements.add(update(name, kept, only));
        return statements;
    }

    /// Values that the conversion of a column had changed.
    ///
    /// @param column as it was
    /// @param today as the migration left it
    List<Statement> retyped(Column column, Column today) {
        String name = Identifiers.quote(column.address().name());
        String kept = Casts.to(VALUE, pairing.holding().type(Kept.VALUE), column.type());
        String live = "t." + name;
        String untouched =
                "%s::text IS NOT DISTINCT FROM (k.%s::%s)::%s::text"
                        .formatted(
                                live,
                                Identifiers.quote(Kept.AFTER),
                                today.type(),
                                column.type());
        return List.of(
                conflicts(
                        column,
                        live,
                        "NOT (%s) AND %s::text IS DISTINCT FROM %s::text"
                                .formatted(untouched, live, kept)),
                update(name, kept, "\n    AND " + untouched));
    }

    private Statement update(String name, String kept, String condition) {
        return new Statement(
                """
                UPDATE %s t
                SET %s = %s
                FROM %s k
                WHERE %s%s\
                """
                        .formatted(
                                pairing.live(),
                                name,
                                kept,
                                vault.sql(pairing.holding().kept().place()),
                                pairing.condition(),
                                condition));
    }

    private Statement conflicts(Column column, String live, String condition) {
        return new Statement(
                pairing.conflicts(
                        vault.records().sql() + ".set_aside",
                        vault.sql(pairing.holding().kept().place()),
                        List.of(column.address().name()),
                        List.of(VALUE),
                        List.of(live),
                        condition));
    }
}
