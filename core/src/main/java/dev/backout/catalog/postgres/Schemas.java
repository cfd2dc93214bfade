package dev.backout.catalog.postgres;

import dev.backout.schema.Address;
import dev.backout.schema.Catalogs;
import dev.backout.schema.Extension;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Schema;

import java.sql.SQLException;

/// Reads schemas and extensions.
final class Schemas {
    static final KindReader SCHEMAS =
            KindReader.ofRoots("schema", Catalogs.NAMESPACE, Schemas::schema);
    static final KindReader EXTENSIONS =
            KindReader.ofRoots("extension", Catalogs.EXTENSION, Schemas::extension);

    private Schemas() {}

    private static Schema schema(Row row) throws SQLException {
        return new Schema(Address.of(ObjectKind.SCHEMA, row.text("name")), row.standing());
    }

    private static Extension extension(Row row) throws SQLException {
        return new Extension(
                Address.of(ObjectKind.EXTENSION, row.text("name")),
                row.text("schema"),
                row.text("version"),
                Members.grants(row),
                // No statement gives an extension another owner, and pg_dump tells of none.
                row.comment());
    }
}
