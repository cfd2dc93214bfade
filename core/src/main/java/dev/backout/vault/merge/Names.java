package dev.backout.vault.merge;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Generation;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;
import dev.backout.vault.Holding;
import dev.backout.vault.Kept;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/// What kept tables and their columns are called at other times: the vault knows them by the names
/// that they had when they were kept, and a migration may rename before and after that. Pure.
///
/// @param before the schema from before the migration
/// @param after the schema that the migration led to, of the same database
record Names(Snapshot before, Snapshot after) {
    /// The table as it was called before the migration, or null when there was none.
    @Nullable Address table(Holding holding) {
        Entry then = then(holding);
        return then != null && then.object() instanceof Table ? then.address() : null;
    }

    /// The sequence of its own as it was called before the migration; one of an identity column has
    /// the name of when it was kept.
    Address sequence(Holding holding) {
        Entry then = then(holding);
        return then != null ? then.address() : holding.kept().table().address();
    }

    private @Nullable Entry then(Holding holding) {
        Address now = holding.now();
        Entry live = now == null ? null : after.find(now);
        Entry then = live == null ? null : before.find(live.id());
        Address called = holding.kept().table().address();
        if (then == null) {
            then = before.find(called);
        }
        if (then == null) {
            Entry renamed = after.find(called);
            then = renamed == null ? null : before.find(renamed.id());
        }
        return then;
    }

    /// What returns: the table, or the column of it, as it was called before the migration.
    Address subject(Holding holding, Address table) {
        return switch (holding.kept()) {
            case Kept.DroppedColumn kept -> TableKey.column(table, kept.column().name());
            case Kept.HiddenColumn kept -> TableKey.column(table, kept.column().name());
            case Kept.RetypedColumn kept ->
                    TableKey.column(table, then(holding, kept.column().name()));
            case Kept.MovedTable _,
                    Kept.CopiedTable _,
                    Kept.WrittenRows _,
                    Kept.SequencePosition _ ->
                    table;
        };
    }

    /// A column of before the migration, or null when there was none.
    @Nullable Column column(Address table, String name) {
        Entry entry = before.find(TableKey.column(table, name));
        return entry != null && entry.object() instanceof Column column ? column : null;
    }

    /// Those of these columns that were there before the migration.
    List<Column> columns(Address table, List<String> names) {
        return names.stream().map(name -> column(table, name)).filter(Objects::nonNull).toList();
    }

    /// The columns before the migration that hold something of their own.
    List<Column> columns(Address table) {
        Entry root = Objects.requireNonNull(before.find(table));
        return Objects.requireNonNull(before.units().get(root.id())).entries().stream()
                .map(Entry::object)
                .filter(Column.class::isInstance)
                .map(Column.class::cast)
                .filter(column -> column.generation() == Generation.NONE)
                .toList();
    }

    /// The same column as the migration left it, or null.
    ///
    /// @param column as it was called before the migration
    @Nullable Column today(Address column) {
        Entry then = before.find(column);
        Entry now = then == null ? null : after.find(then.id());
        return now != null && now.object() instanceof Column live ? live : null;
    }

    /// Whether something of that name is there when the way back begins.
    boolean isLive(Address address) {
        return after.find(address) != null;
    }

    /// A column's name before the migration; the same when it is not there any more.
    String then(Holding holding, String kept) {
        Entry now = holding.now() == null ? null : after.find(TableKey.column(holding.now(), kept));
        Entry was = now == null ? null : before.find(now.id());
        return was != null && was.object() instanceof Column column
                ? column.address().name()
                : kept;
    }

    /// A column's name today; the same when it is not there any more.
    ///
    /// @param table as it was called before the migration
    String today(Holding holding, Address table, String kept) {
        Entry was = before.find(TableKey.column(table, then(holding, kept)));
        Entry now = was == null ? null : after.find(was.id());
        return now == null ? kept : now.address().name();
    }
}
