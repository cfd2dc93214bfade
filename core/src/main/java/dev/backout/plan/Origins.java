package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Entry;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// What the objects of the old schema are called now, by the identities of the scratch database:
/// the inverse renames tables and columns back.
final class Origins {
    private final Snapshot end;
    private final Map<CatalogId, Entry> byId = new HashMap<>();

    /// @param start the schema now
    /// @param end the old schema; of the same scratch database
    Origins(Snapshot start, Snapshot end) {
        this.end = end;
        start.entries().forEach(entry -> byId.put(entry.id(), entry));
    }

    /// The table as it is called now, or null when it comes back with the inverse.
    @Nullable Address table(Address then) {
        Entry entry = end.find(then);
        Entry now = entry == null ? null : byId.get(entry.id());
        return now != null && now.address().kind() == ObjectKind.TABLE ? now.address() : null;
    }

    /// The column as it is called now, or null when it comes back with the inverse.
    @Nullable Entry column(Address table, String name) {
        Entry entry = end.find(Address.of(ObjectKind.COLUMN, table.first(), table.name(), name));
        Entry now = entry == null ? null : byId.get(entry.id());
        return now != null && now.address().kind() == ObjectKind.COLUMN ? now : null;
    }
}
