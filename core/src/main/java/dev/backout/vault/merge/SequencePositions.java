package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Sequence;
import dev.backout.schema.SequenceOptions;
import dev.backout.schema.Snapshot;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// The sequences of a schema, those of identity columns included.
///
/// @param options by the sequence's name
record SequencePositions(Map<Address, SequenceOptions> options) {
    static SequencePositions of(Snapshot schema) {
        Map<Address, SequenceOptions> options = new HashMap<>();
        for (Entry entry : schema.entries()) {
            DbObject object = entry.object();
            if (object instanceof Sequence sequence) {
                options.put(sequence.address(), sequence.options());
            } else if (object instanceof Column column && column.identity() != null) {
                options.put(column.identity().sequence(), column.identity().options());
            }
        }
        return new SequencePositions(options);
    }

    /// Has a sequence go on where it stood, unless it is further already. A number that was given
    /// is given no second time; when the transaction is undone, a sequence that was there all the
    /// time stays where this has set it.
    ///
    /// @param kept the vault's table, as SQL
    /// @return null when there is no such sequence
    @Nullable Statement back(Address sequence, String kept) {
        SequenceOptions its = options.get(sequence);
        if (its == null) {
            return null;
        }
        String name = Identifiers.dotted(sequence.path());
        boolean up = its.increment() > 0;
        return new Statement(
                """
                SELECT pg_catalog.setval(%s, k.last_value, k.is_called)
                FROM %s k, %s s
                WHERE (%s.last_value, k.is_called) > (%s.last_value, s.is_called)\
                """
                        .formatted(
                                Identifiers.literal(name),
                                kept,
                                name,
                                up ? "k" : "s",
                                up ? "s" : "k"));
    }
}
