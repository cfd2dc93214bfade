package dev.backout.catalog.postgres;

import dev.backout.schema.CatalogId;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads what changed since something was seen, and what that changes in other definitions. For one
/// thread.
public final class IncrementalReader {
    private final UnitReader units;
    private final ChangeReader changes;

    /// @param session the connection to read on; its role reads every system catalog
    public IncrementalReader(Session session) {
        this.units = new UnitReader(session);
        this.changes = new ChangeReader(session);
    }

    /// A new snapshot and what it took.
    ///
    /// @param snapshot the snapshot, which shares the units that did not change
    /// @param seen what was seen just before it was read
    /// @param read the roots that were read again, also of units that are gone
    public record Step(Snapshot snapshot, Seen seen, Set<CatalogId> read) {}

    /// How much there is now of what no kind models.
    public Map<String, Seen.Content> unmodelled() throws SQLException {
        return changes.unmodelled();
    }

    /// What is there now.
    public Seen look() throws SQLException {
        return changes.look();
    }

    /// A snapshot of what is there now.
    ///
    /// @param previous the snapshot of what was there when `before` was seen
    /// @param reported whether all that was written meanwhile is in the server's statistics
    public Step readSince(Snapshot previous, Seen before, boolean reported) throws SQLException {
        ChangeReader.Changes changed = changes.since(before, reported);
        Map<CatalogId, Unit> fresh = new HashMap<>();
        Set<CatalogId> read = new LinkedHashSet<>();
        Set<CatalogId> open = changed.roots();
        while (!open.isEmpty()) {
            read.addAll(open);
            for (Unit unit : units.read(open)) {
                Unit earlier = previous.units().get(unit.root());
                fresh.put(unit.root(), earlier == null ? unit : unit.sharing(earlier));
            }
            Set<CatalogId> next = new HashSet<>(Affected.by(previous, open, fresh));
            next.addAll(units.extensionsOf(ofNoUnit(open, previous, fresh)));
            next.removeAll(read);
            open = next;
        }
        return new Step(
                read.isEmpty() ? previous : previous.with(read, fresh.values()),
                changed.seen(),
                read);
    }

    /// What may belong to an extension, whose unit tells who may use it.
    private static List<CatalogId> ofNoUnit(
            Set<CatalogId> roots, Snapshot previous, Map<CatalogId, Unit> fresh) {
        return roots.stream()
                .filter(root -> !fresh.containsKey(root) && !previous.units().containsKey(root))
                .toList();
    }
}
