package dev.backout.catalog.postgres;

import dev.backout.schema.Address;
import dev.backout.schema.Catalogs;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Sequence;
import dev.backout.schema.SequenceOptions;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;

/// Reads sequences that are no identity column's.
final class Sequences {
    static final KindReader READER =
            KindReader.ofRoots("sequence", Catalogs.CLASS, Sequences::sequence);

    private Sequences() {}

    private static Sequence sequence(Row row) throws SQLException {
        return new Sequence(
                Address.of(ObjectKind.SEQUENCE, row.text("schema"), row.text("name")),
                options(row),
                ownedBy(row),
                row.flag("unlogged"),
                row.standing());
    }

    /// The columns of pg_sequence, as identity columns have them too.
    static SequenceOptions options(Row row) throws SQLException {
        return new SequenceOptions(
                row.text("data_type"),
                row.number("seqstart"),
                row.number("seqincrement"),
                row.number("seqmin"),
                row.number("seqmax"),
                row.number("seqcache"),
                row.flag("seqcycle"));
    }

    private static @Nullable Address ownedBy(Row row) throws SQLException {
        String column = row.textOrNull("owner_column");
        return column == null
                ? null
                : Address.of(
                        ObjectKind.COLUMN,
                        row.text("owner_schema"),
                        row.text("owner_table"),
                        column);
    }
}
