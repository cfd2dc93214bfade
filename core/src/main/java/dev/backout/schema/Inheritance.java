package dev.backout.schema;

import java.util.List;
import java.util.stream.Stream;

/// Where the inherited parts of a table come from. pg_depend tells it of triggers and of
/// constraints with an index, not of columns and checks.
final class Inheritance {
    private Inheritance() {}

    /// The parts of the parents that this part is a copy of; empty for what a table has of its own.
    static List<Entry> origins(DbObject part, Snapshot snapshot) {
        if (!isInherited(part)) {
            return List.of();
        }
        Entry table = snapshot.find(part.address().table());
        return table != null && table.object() instanceof Table child
                ? parents(child)
                        .map(parent -> snapshot.find(under(parent, part.address())))
                        .flatMap(Stream::ofNullable)
                        .toList()
                : List.of();
    }

    private static boolean isInherited(DbObject part) {
        return switch (part) {
            case Column column -> column.inherited();
            case Constraint constraint -> constraint.inherited();
            case Trigger trigger -> trigger.inherited();
            default -> false;
        };
    }

    private static Stream<Address> parents(Table child) {
        PartitionOf partition = child.partitionOf();
        return partition == null ? child.inherits().stream() : Stream.of(partition.parent());
    }

    private static Address under(Address parent, Address part) {
        return Address.of(part.kind(), parent.first(), parent.name(), part.name());
    }
}
