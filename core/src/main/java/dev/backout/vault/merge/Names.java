package dev.backout.vault.merge;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;
import dev.backout.vault.Holding;

/// What columns of a kept table are called at other times: the vault knows them by the names that
/// they had when they were kept, and a migration may rename before and after that. Pure.
///
/// @param before the schema from before the migration
/// @param after the schema that the migration led to, of the same database
record Names(Snapshot before, Snapshot after) {
    /// Its name before the migration; the same when the column is not there any more.
    String then(Holding holding, String kept) {
        Entry now = holding.now() == null ? null : after.find(TableKey.column(holding.now(), kept));
        Entry was = now == null ? null : before.find(now.id());
        return was != null && was.object() instanceof Column column
                ? column.address().name()
                : kept;
    }

    /// Its name today; the same when the column is not there any more.
    ///
    /// @param table as it was called before the migration
    String today(Holding holding, Address table, String kept) {
        Entry was = before.find(TableKey.column(table, then(holding, kept)));
        Entry now = was == null ? null : after.find(was.id());
        return now == null ? kept : now.address().name();
    }
}
