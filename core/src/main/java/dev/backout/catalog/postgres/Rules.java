package dev.backout.catalog.postgres;

import dev.backout.schema.Address;
import dev.backout.schema.Catalogs;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Rule;
import dev.backout.schema.TriggerState;

import java.sql.SQLException;

/// Reads rewrite rules other than the ones that make views.
final class Rules {
    static final KindReader READER =
            KindReader.ofParts("rule", Catalogs.CLASS, Catalogs.REWRITE, Rules::rule);

    private Rules() {}

    private static Rule rule(Row row) throws SQLException {
        return new Rule(
                Address.of(
                        ObjectKind.RULE,
                        row.text("schema"),
                        row.text("table_name"),
                        row.text("name")),
                row.text("definition"),
                TriggerState.of(row.text("state")),
                row.comment());
    }
}
