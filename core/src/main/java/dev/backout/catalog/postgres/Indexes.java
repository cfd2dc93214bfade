package dev.backout.catalog.postgres;

import dev.backout.schema.Address;
import dev.backout.schema.Catalogs;
import dev.backout.schema.Index;
import dev.backout.schema.ObjectKind;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;

/// Reads the indexes that no constraint owns.
final class Indexes {
    static final KindReader READER =
            KindReader.ofParts("index", Catalogs.CLASS, Catalogs.CLASS, Indexes::index);

    private Indexes() {}

    private static Index index(Row row) throws SQLException {
        String schema = row.text("schema");
        return new Index(
                Address.of(ObjectKind.INDEX, schema, row.text("name")),
                Address.of(relation(row.text("table_kind")), schema, row.text("table_name")),
                row.text("definition"),
                row.flag("is_unique"),
                row.flag("valid"),
                partitionOf(row),
                row.textOrNull("tablespace"),
                row.texts("statistics"),
                row.comment());
    }

    /// The kind of what an index or statistics can be on, by `relkind`.
    static ObjectKind relation(String letter) {
        return letter.equals("m") ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.TABLE;
    }

    private static @Nullable Address partitionOf(Row row) throws SQLException {
        String parent = row.textOrNull("parent_name");
        return parent == null
                ? null
                : Address.of(ObjectKind.INDEX, row.text("parent_schema"), parent);
    }
}
