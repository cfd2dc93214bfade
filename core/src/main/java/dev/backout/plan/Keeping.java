package dev.backout.plan;

import dev.backout.observe.Loss;
import dev.backout.observe.LossKind;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;
import dev.backout.vault.ColumnRef;
import dev.backout.vault.KeepRules;
import dev.backout.vault.Kept;
import dev.backout.vault.TableRef;
import dev.backout.vault.merge.TableKey;

import java.util.List;

/// Whether what a way takes away may be kept: what the vault would hold of it is made up, by the
/// names of today, and held against the rules.
///
/// @param start the schema now
record Keeping(KeepRules rules, Snapshot start) {
    private static final String NOWHERE = "";

    boolean allowed(Loss loss) {
        return rules.never().isEmpty() || rules.allow(kept(loss));
    }

    private Kept kept(Loss loss) {
        Address object = loss.object();
        if (loss.kind() == LossKind.DROPPED_TABLE) {
            return new Kept.CopiedTable(new TableRef(0, object), columns(object), NOWHERE, 0);
        }
        if (loss.kind() == LossKind.DROPPED_SEQUENCE_STATE) {
            return new Kept.SequencePosition(new TableRef(0, object), NOWHERE, 1);
        }
        Address table = Address.of(ObjectKind.TABLE, object.table().first(), object.table().name());
        return new Kept.DroppedColumn(
                new TableRef(0, table),
                new ColumnRef(0, object.name(), NOWHERE),
                TableKey.of(table, start),
                NOWHERE,
                0);
    }

    private List<String> columns(Address table) {
        Entry root = start.find(table);
        Unit unit = root == null ? null : start.units().get(root.id());
        return unit == null
                ? List.of()
                : unit.entries().stream()
                        .map(Entry::object)
                        .filter(Column.class::isInstance)
                        .map(one -> one.address().name())
                        .toList();
    }
}
