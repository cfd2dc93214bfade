package dev.backout.catalog.postgres;

import dev.backout.schema.Address;
import dev.backout.schema.Catalogs;
import dev.backout.schema.Column;
import dev.backout.schema.Generation;
import dev.backout.schema.Identity;
import dev.backout.schema.NotNull;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Standing;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;

/// Reads the columns of tables and foreign tables.
final class Columns {
    static final KindReader READER =
            KindReader.ofColumns("column", Catalogs.CLASS, Columns::column);

    private Columns() {}

    private static Column column(Row row) throws SQLException {
        String table = row.text("table_name");
        String name = row.text("name");
        return new Column(
                Address.of(ObjectKind.COLUMN, row.text("schema"), table, name),
                row.text("type"),
                row.textOrNull("collation"),
                notNull(row, table, name),
                row.textOrNull("expression"),
                generation(row.text("generated")),
                identity(row),
                row.textOrNull("storage"),
                row.textOrNull("compression"),
                row.integerOrNull("statistics"),
                row.sortedTexts("options"),
                row.sortedTexts("foreign_options"),
                row.flag("inherited"),
                new Standing(
                        null, row.grants("acl", row.text("owner")), row.textOrNull("comment")));
    }

    private static Generation generation(String letter) {
        return switch (letter) {
            case "s" -> Generation.STORED;
            case "v" -> Generation.VIRTUAL;
            default -> Generation.NONE;
        };
    }

    private static @Nullable NotNull notNull(Row row, String table, String column)
            throws SQLException {
        if (!row.flag("not_null")) {
            return null;
        }
        String name = row.textOrNull("not_null_name");
        return name == null
                ? NotNull.PLAIN
                : new NotNull(
                        name.equals(ChosenNames.notNull(table, column)) ? null : name,
                        row.flag("not_null_valid"),
                        row.flag("not_null_no_inherit"),
                        row.textOrNull("not_null_comment"));
    }

    /// A partition has its parent's identity but no sequence of its own; it tells nothing then.
    private static @Nullable Identity identity(Row row) throws SQLException {
        String sequence = row.textOrNull("sequence_name");
        return sequence == null
                ? null
                : new Identity(
                        row.text("identity").equals("a"),
                        Address.of(ObjectKind.SEQUENCE, row.text("sequence_schema"), sequence),
                        Sequences.options(row),
                        row.flag("sequence_unlogged"),
                        new Standing(
                                row.text("owner"),
                                row.grants("sequence_acl", row.text("owner")),
                                row.textOrNull("sequence_comment")));
    }
}
