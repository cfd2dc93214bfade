package dev.backout.catalog.postgres;

import dev.backout.schema.Address;
import dev.backout.schema.Catalogs;
import dev.backout.schema.Collation;
import dev.backout.schema.ObjectKind;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Reads collations.
final class Collations {
    static final KindReader READER =
            KindReader.ofRoots("collation", Catalogs.COLLATION, Collations::collation);

    private Collations() {}

    private static Collation collation(Row row) throws SQLException {
        return new Collation(
                Address.of(ObjectKind.COLLATION, row.text("schema"), row.text("name")),
                row.text("provider"),
                row.flag("deterministic"),
                options(row),
                row.ownerAndComment());
    }

    private static List<String> options(Row row) throws SQLException {
        List<String> options = new ArrayList<>();
        for (String name : List.of("lc_collate", "lc_ctype", "locale", "rules")) {
            String value = row.textOrNull(name);
            if (value != null) {
                options.add(name + "=" + value);
            }
        }
        return options;
    }
}
