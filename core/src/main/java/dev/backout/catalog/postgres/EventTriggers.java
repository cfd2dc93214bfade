package dev.backout.catalog.postgres;

import dev.backout.schema.Address;
import dev.backout.schema.Catalogs;
import dev.backout.schema.EventTrigger;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.TriggerState;

import java.sql.SQLException;

/// Reads event triggers.
final class EventTriggers {
    static final KindReader READER =
            KindReader.ofRoots("event_trigger", Catalogs.EVENT_TRIGGER, EventTriggers::trigger);

    private EventTriggers() {}

    private static EventTrigger trigger(Row row) throws SQLException {
        return new EventTrigger(
                Address.of(ObjectKind.EVENT_TRIGGER, row.text("name")),
                row.text("event"),
                row.sortedTexts("tags"),
                row.text("function"),
                TriggerState.of(row.text("state")),
                row.ownerAndComment());
    }
}
