package dev.backout.ddl.postgres;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.DbObject;
import dev.backout.schema.Generation;
import dev.backout.schema.Identifiers;
import dev.backout.schema.NotNull;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Sequence;
import dev.backout.schema.SequenceOptions;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Columns that one word makes, with their sequence: `smallserial`, `serial`, `bigserial`.
final class Serials {
    private Serials() {}

    /// Whether `serial` would make exactly this sequence and this column's default and NOT NULL, so
    /// that CREATE TABLE or ADD COLUMN, given both, creates both. The standing is not looked at.
    static boolean absorbs(Column column, Sequence sequence) {
        return column.address().equals(sequence.ownedBy())
                && !column.inherited()
                && column.generation() == Generation.NONE
                && column.identity() == null
                && plain(column.notNull())
                && nextval(sequence.address()).equals(column.defaultExpression())
                && sequence.address().equals(chosen(column.address()))
                && sequence.options().equals(plainOptions(column.type()));
    }

    /// The word for a column's type if one of the parts is the sequence that it absorbs, else null.
    static @Nullable String word(Column column, List<DbObject> parts) {
        boolean absorbed =
                parts.stream().anyMatch(p -> p instanceof Sequence s && absorbs(column, s));
        return absorbed ? word(column.type()) : null;
    }

    private static boolean plain(@Nullable NotNull notNull) {
        return notNull != null
                && notNull.name() == null
                && notNull.validated()
                && !notNull.noInherit();
    }

    /// As the server prints it under a search path without schemas.
    private static String nextval(Address sequence) {
        String name = Identifiers.dotted(sequence.path());
        return "nextval(" + Identifiers.literal(name) + "::regclass)";
    }

    private static Address chosen(Address column) {
        List<String> path = column.path();
        return Address.of(
                ObjectKind.SEQUENCE, path.get(0), ChosenNames.sequence(path.get(1), path.get(2)));
    }

    private static @Nullable SequenceOptions plainOptions(String type) {
        return word(type) == null ? null : Counting.plain(type);
    }

    private static @Nullable String word(String type) {
        return switch (type) {
            case "smallint" -> "smallserial";
            case "integer" -> "serial";
            case "bigint" -> "bigserial";
            default -> null;
        };
    }
}
