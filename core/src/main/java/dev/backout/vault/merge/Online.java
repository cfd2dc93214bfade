package dev.backout.vault.merge;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Generation;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;
import dev.backout.schema.Trigger;
import dev.backout.schema.TriggerState;
import dev.backout.vault.Holding;
import dev.backout.vault.Kept;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.regex.Pattern;

/// Which values return after the transaction, in batches, while others read and write: those of
/// dropped columns, when there are more than so many. Pure.
///
/// @param above how many values are too many for the transaction
/// @param filled columns that have a value for rows of which nothing is kept, given by a person
/// @param before the schema from before the migration
/// @param after the schema that it led to, of the same database
public record Online(long above, List<Address> filled, Snapshot before, Snapshot after) {
    private static final Pattern FIRES = Pattern.compile(" (BEFORE|AFTER) (\\w+ OR )*UPDATE ");

    /// Copies the list.
    public Online {
        filled = List.copyOf(filled);
    }

    /// Everything returns in the transaction.
    static Online none(Snapshot before) {
        return new Online(Long.MAX_VALUE, List.of(), before, before);
    }

    /// Whether it returns afterwards.
    boolean has(Holding holding) {
        return holding.kept().rows() > above;
    }

    /// Why it cannot return afterwards, or null.
    ///
    /// @param all everything that is kept of the migration
    /// @param table as it was called before the migration
    /// @param pairing by which its rows are found, or null
    @Nullable String obstacle(
            Holding holding, List<Holding> all, Address table, @Nullable Pairing pairing) {
        if (!(holding.kept() instanceof Kept.DroppedColumn kept)) {
            return "what returns are whole rows, or values of a type that is converted";
        }
        if (pairing == null || pairing.condition().contains("::text")) {
            return "its table has no key that came through unchanged";
        }
        Entry entry = before.find(TableKey.column(table, kept.column().name()));
        if (entry == null || !(entry.object() instanceof Column column)) {
            return "there was no such column before the migration";
        }
        if (after.find(column.address()) != null) {
            return "another column has its name by now";
        }
        if (all.stream().anyMatch(other -> isOfSameTable(other, holding))) {
            return "rows of its table return as well";
        }
        String ofColumn = ofColumn(column);
        return ofColumn == null ? ofTable(table) : ofColumn;
    }

    private static boolean isOfSameTable(Holding other, Holding holding) {
        return !(other.kept() instanceof Kept.DroppedColumn)
                && other.kept().table().oid() == holding.kept().table().oid();
    }

    private @Nullable String ofColumn(Column column) {
        if (column.generation() != Generation.NONE || column.identity() != null) {
            return "its values are generated";
        }
        return column.notNull() != null
                        && column.defaultExpression() == null
                        && !filled.contains(column.address())
                ? "it is NOT NULL and has no default, and rows are inserted meanwhile: --fill %s=SQL says what they get"
                        .formatted(column.address().text())
                : null;
    }

    private @Nullable String ofTable(Address address) {
        Entry entry = before.find(address);
        if (entry == null
                || !(entry.object() instanceof Table table)
                || after.find(entry.id()) == null
                || table.partitionKey() != null
                || table.partitionOf() != null
                || !table.inherits().isEmpty()
                || table.foreign() != null) {
            return "its table is a partition, a parent or a child, or comes back itself";
        }
        String made = made(before, address);
        return made == null ? made(after, address) : made;
    }

    /// Why the rows of a table cannot be written batch by batch, by what was made for it, or null:
    /// what a person made by hand counts like anything else.
    ///
    /// @param table as it is called there
    public static @Nullable String made(Snapshot snapshot, Address table) {
        Entry entry = snapshot.find(table);
        if (entry != null && entry.object() instanceof Table own && own.forceRowSecurity()) {
            return "its row security binds its owner, too";
        }
        for (Entry other : snapshot.entries()) {
            if (other.object() instanceof Table child && child.inherits().contains(table)) {
                return "other tables inherit from its table";
            }
            if (other.address().kind() == ObjectKind.RULE
                    && other.address().table().equals(table)) {
                return "its table has a rule";
            }
        }
        return trigger(snapshot, table);
    }

    /// A trigger of the application would fire for each row.
    private static @Nullable String trigger(Snapshot snapshot, Address table) {
        return snapshot.entries().stream()
                .filter(entry ->
                        entry.object() instanceof Trigger trigger
                                && trigger.address().table().equals(table)
                                && trigger.state() != TriggerState.DISABLED
                                && FIRES.matcher(trigger.definition()).find())
                .map(entry ->
                        "trigger %s would fire for each row".formatted(entry.address().name()))
                .findFirst()
                .orElse(null);
    }
}
