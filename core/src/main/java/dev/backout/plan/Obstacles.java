package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.Entry;
import dev.backout.schema.EnumType;
import dev.backout.schema.Index;
import dev.backout.schema.Snapshot;

import java.util.List;
import java.util.Map;

/// Finds the rows of the live database that the old schema cannot hold, by what is different where
/// the inverse leads.
final class Obstacles {
    private final Snapshot start;
    private final Snapshot end;
    private final ObstacleList list = new ObstacleList();
    private final ColumnObstacles columns;
    private final KeyObstacles keys;
    private final LabelObstacles labels;

    /// @param filled columns for which there is an expression
    /// @param major the server's major version
    Obstacles(LiveCounter counter, Map<Address, String> filled, Rehearsal rehearsal, int major) {
        this.start = rehearsal.start();
        this.end = rehearsal.end();
        Origins origins = new Origins(rehearsal);
        this.columns = new ColumnObstacles(counter, filled, origins, end, major, list);
        this.keys = new KeyObstacles(counter, new PresentNames(origins, filled), end, list);
        this.labels = new LabelObstacles(counter, rehearsal, list);
    }

    /// Looks at everything that comes back or changes. Call it once.
    List<Obstacle> find() {
        for (Entry entry : end.entries()) {
            switch (entry.object()) {
                case Column column -> columns.find(column);
                case Constraint constraint -> {
                    if (comesBack(entry, constraint)) {
                        keys.constraint(constraint);
                    }
                }
                case Index index -> {
                    if (index.unique() && start.find(entry.id()) == null) {
                        keys.uniqueIndex(index);
                    }
                }
                case EnumType type -> labels.find(type);
                default -> {}
            }
        }
        return list.obstacles();
    }

    /// What could not be counted.
    List<String> notes() {
        return list.notes();
    }

    private boolean comesBack(Entry entry, Constraint constraint) {
        if (!constraint.validated() || !constraint.enforced() || constraint.inherited()) {
            return false;
        }
        Entry now = start.find(entry.id());
        return now == null
                || !(now.object() instanceof Constraint was)
                || !was.validated()
                || !was.enforced();
    }
}
