package dev.backout.catalog.postgres;

import dev.backout.schema.Address;
import dev.backout.schema.Catalogs;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.ObjectKind;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;

/// Reads the constraints of tables, NOT NULL excepted.
final class Constraints {
    static final KindReader READER =
            KindReader.ofParts(
                    "constraint", Catalogs.CLASS, Catalogs.CONSTRAINT, Constraints::constraint);

    private static final String NOT_VALID = " NOT VALID";

    private Constraints() {}

    private static Constraint constraint(Row row) throws SQLException {
        return new Constraint(
                Address.of(
                        ObjectKind.CONSTRAINT,
                        row.text("schema"),
                        row.text("table_name"),
                        row.text("name")),
                type(row.text("type")),
                definition(row.text("definition")),
                row.texts("columns"),
                references(row),
                row.flag("validated"),
                row.flag("enforced"),
                row.flag("inherited"),
                row.sortedTexts("index_options"),
                row.textOrNull("tablespace"),
                row.comment());
    }

    private static ConstraintType type(String letter) {
        return switch (letter) {
            case "p" -> ConstraintType.PRIMARY_KEY;
            case "u" -> ConstraintType.UNIQUE;
            case "f" -> ConstraintType.FOREIGN_KEY;
            case "c" -> ConstraintType.CHECK;
            case "x" -> ConstraintType.EXCLUSION;
            default -> throw new IllegalStateException("unknown type of constraint " + letter);
        };
    }

    private static String definition(String printed) {
        return printed.endsWith(NOT_VALID)
                ? printed.substring(0, printed.length() - NOT_VALID.length())
                : printed;
    }

    private static @Nullable Address references(Row row) throws SQLException {
        String table = row.textOrNull("referenced_table");
        return table == null
                ? null
                : Address.of(ObjectKind.TABLE, row.text("referenced_schema"), table);
    }
}
