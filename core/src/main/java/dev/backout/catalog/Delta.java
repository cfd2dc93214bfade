package dev.backout.catalog;

import dev.backout.schema.CatalogId;
import dev.backout.schema.Snapshot;

import java.util.Set;

/// What changed since a mark.
///
/// @param snapshot what is there now; it shares the units that did not change
/// @param mark the moment of this reading, for the next one
/// @param read the roots of the units that were read again, also of those that are gone
/// @param unmodelled the kinds, in the words of people, of which something changed that no object
///   of ours tells; a migration that does this cannot be proved
public record Delta(Snapshot snapshot, Mark mark, Set<CatalogId> read, Set<String> unmodelled) {
    /// Copies the sets.
    public Delta {
        read = Set.copyOf(read);
        unmodelled = Set.copyOf(unmodelled);
    }
}
