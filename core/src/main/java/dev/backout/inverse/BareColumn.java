package dev.backout.inverse;

import dev.backout.schema.Column;

/// A column without default and identity, which stands in nobody's way.
final class BareColumn {
    private BareColumn() {}

    /// Whether one form becomes the other only by way of it: an identity and a serial want a
    /// sequence of the same name.
    static boolean isOnTheWay(Column from, Column to) {
        return !from.inherited()
                && (from.identity() == null) != (to.identity() == null)
                && from.generation() == to.generation();
    }

    static Column of(Column column) {
        return new Column(
                column.address(),
                column.type(),
                column.collation(),
                column.notNull(),
                null,
                column.generation(),
                null,
                column.storage(),
                column.compression(),
                column.statistics(),
                column.options(),
                column.foreignOptions(),
                column.inherited(),
                column.standing());
    }
}
