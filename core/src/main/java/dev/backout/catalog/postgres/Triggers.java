package dev.backout.catalog.postgres;

import dev.backout.schema.Address;
import dev.backout.schema.Catalogs;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Trigger;
import dev.backout.schema.TriggerState;

import java.sql.SQLException;

/// Reads triggers that a person made.
final class Triggers {
    static final KindReader READER =
            KindReader.ofParts("trigger", Catalogs.CLASS, Catalogs.TRIGGER, Triggers::trigger);

    private Triggers() {}

    private static Trigger trigger(Row row) throws SQLException {
        return new Trigger(
                Address.of(
                        ObjectKind.TRIGGER,
                        row.text("schema"),
                        row.text("table_name"),
                        row.text("name")),
                row.text("definition"),
                TriggerState.of(row.text("state")),
                row.flag("inherited"),
                row.comment());
    }
}
