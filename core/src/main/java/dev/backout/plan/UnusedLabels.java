package dev.backout.plan;

import dev.backout.observe.AddedLabels;
import dev.backout.observe.Observation;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Labels that migrations added and that no live row has: those stop nobody from reading. For one
/// thread.
final class UnusedLabels {
    /// Types that may be made of others.
    private static final Set<ObjectKind> OF_TYPES =
            EnumSet.of(ObjectKind.DOMAIN_TYPE, ObjectKind.COMPOSITE_TYPE, ObjectKind.RANGE_TYPE);

    private final Snapshot schema;
    private final LiveCounter counter;

    /// @param schema the live schema
    UnusedLabels(Snapshot schema, LiveCounter counter) {
        this.schema = schema;
        this.counter = counter;
    }

    /// Those that are known to be unused.
    List<AddedLabels> of(List<Observation> observations) {
        return observations.stream()
                .flatMap(observation -> AddedLabels.in(observation).stream())
                .filter(this::unused)
                .toList();
    }

    /// An enum that is not where the migration left it is not searched for, nor one that is part of
    /// another type.
    private boolean unused(AddedLabels added) {
        Entry here = schema.find(added.type().address());
        if (here == null || isPart(here)) {
            return false;
        }
        String type = Identifiers.dotted(added.type().address().path());
        return schema.entries().stream().noneMatch(entry -> uses(entry, type, added));
    }

    private boolean isPart(Entry type) {
        return schema.dependencies().neededBy(type.id()).stream()
                .map(schema::find)
                .anyMatch(other -> other != null && OF_TYPES.contains(other.address().kind()));
    }

    private boolean uses(Entry entry, String type, AddedLabels added) {
        return entry.object() instanceof Column column
                && !column.inherited()
                && Narrowing.isOf(column.type(), type)
                && !counter.where(
                                column.address().table(),
                                "from %s where %s"
                                        .formatted(
                                                Identifiers.dotted(column.address().table().path()),
                                                Narrowing.usesLabels(column, added.labels())))
                        .none();
    }
}
