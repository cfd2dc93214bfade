package dev.backout.plan;

import dev.backout.observe.AddedLabels;
import dev.backout.observe.Observation;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;

import java.util.List;

/// Labels that migrations added and that no live row has: those stop nobody from reading. For one
/// thread.
final class UnusedLabels {
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

    /// An enum that is not where the migration left it is not searched for.
    private boolean unused(AddedLabels added) {
        String type = Identifiers.dotted(added.type().address().path());
        return schema.find(added.type().address()) != null
                && schema.entries().stream().noneMatch(entry -> uses(entry, type, added));
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
