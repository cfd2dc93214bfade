package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Sequence;
import dev.backout.schema.Snapshot;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Where the sequences of columns end when rows have returned.
///
/// @param ready the schema that the statements run in
record SequenceEnds(Address table, List<Column> columns, Snapshot ready) {
    /// A sequence ends at the largest value that its column has, unless it is further already.
    List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        for (Column column : columns) {
            Address sequence = sequence(column);
            if (sequence != null) {
                String name = Identifiers.dotted(sequence.path());
                statements.add(
                        new Statement(
                                """
                                SELECT pg_catalog.setval(%s, greatest(max(t.%s), (SELECT last_value FROM %s)))
                                FROM %s t
                                HAVING max(t.%s) IS NOT NULL\
                                """
                                        .formatted(
                                                Identifiers.literal(name),
                                                Identifiers.quote(column.address().name()),
                                                name,
                                                Identifiers.dotted(table.path()),
                                                Identifiers.quote(column.address().name()))));
            }
        }
        return statements;
    }

    private @Nullable Address sequence(Column column) {
        if (column.identity() != null) {
            return column.identity().sequence();
        }
        Entry own = ready.find(column.address());
        if (own == null) {
            return null;
        }
        for (CatalogId id : ready.dependencies().neededBy(own.id())) {
            Entry entry = ready.find(id);
            if (entry != null
                    && entry.object() instanceof Sequence sequence
                    && column.address().equals(sequence.ownedBy())) {
                return sequence.address();
            }
        }
        return null;
    }
}
