package dev.backout.catalog.postgres;

import dev.backout.schema.Address;
import dev.backout.schema.Catalogs;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Policy;

import java.sql.SQLException;

/// Reads row security policies.
final class Policies {
    static final KindReader READER =
            KindReader.ofParts("policy", Catalogs.CLASS, Catalogs.POLICY, Policies::policy);

    private Policies() {}

    private static Policy policy(Row row) throws SQLException {
        return new Policy(
                Address.of(
                        ObjectKind.POLICY,
                        row.text("schema"),
                        row.text("table_name"),
                        row.text("name")),
                row.text("command"),
                row.flag("permissive"),
                row.sortedTexts("roles"),
                row.textOrNull("using_expression"),
                row.textOrNull("check_expression"),
                row.comment());
    }
}
