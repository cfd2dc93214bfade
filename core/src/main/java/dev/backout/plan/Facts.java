package dev.backout.plan;

import dev.backout.diff.Change;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Entry;

/// Changes stripped of identities, so that those of two databases can be equal.
final class Facts {
    private static final CatalogId NOBODY = CatalogId.of(0, 0);

    private Facts() {}

    static Change of(Change change) {
        return switch (change) {
            case Change.Created(Entry entry) -> new Change.Created(bare(entry));
            case Change.Dropped(Entry entry) -> new Change.Dropped(bare(entry));
            case Change.Altered(Entry before, Entry after) ->
                    new Change.Altered(bare(before), bare(after));
        };
    }

    private static Entry bare(Entry entry) {
        return new Entry(NOBODY, entry.object());
    }
}
