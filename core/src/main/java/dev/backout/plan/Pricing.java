package dev.backout.plan;

import dev.backout.observe.Observation;
import dev.backout.schema.Address;
import dev.backout.schema.Snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Counts on the live database what the ways out of a failed migration cost. For one thread.
final class Pricing {
    private final LiveCounter counter;
    private final LiveQueries queries;
    private final TableSizes sizes;
    private final int major;
    private final PlanOptions options;

    /// @param queries asks the catalog
    Pricing(
            LiveCounter counter,
            LiveQueries queries,
            TableSizes sizes,
            int major,
            PlanOptions options) {
        this.counter = counter;
        this.queries = queries;
        this.sizes = sizes;
        this.major = major;
        this.options = options;
    }

    /// What undoing the first statements costs.
    Solution.Cost ofUndo(Undo.Found found, String name, Map<Address, String> fills) {
        Casualties casualties = casualties(fills.keySet());
        casualties.ofInverse(found.rehearsal());
        for (Observation observation : found.observations()) {
            casualties.ofMigration(name, observation);
        }
        Rehearsal rehearsal = found.rehearsal();
        Obstacles obstacles =
                new Obstacles(
                        counter,
                        new Misfits(
                                Arrivals.filled(fills),
                                rehearsal.start(),
                                rehearsal.end(),
                                major,
                                "comes back",
                                Maps.NONE),
                        rehearsal.start());
        List<String> notes = new ArrayList<>(found.notes());
        return cost(casualties, obstacles.find(), obstacles.notes(), rehearsal, notes);
    }

    /// What applying the rest costs.
    ///
    /// @param writesRows whether it changes rows first, so that those in its way may be gone by
    ///   then
    Solution.Cost ofRest(Rehearsal rehearsal, boolean writesRows) {
        Casualties casualties = casualties(Set.of());
        casualties.ofInverse(rehearsal);
        Obstacles search =
                new Obstacles(
                        counter, misfits(rehearsal.start(), rehearsal.end()), rehearsal.start());
        List<Obstacle> obstacles = search.find();
        List<String> notes = new ArrayList<>();
        if (writesRows) {
            for (Obstacle one : obstacles) {
                notes.add(
                        "in the way, unless the file changes these rows first: %s, %s (%d)"
                                .formatted(one.object().title(), one.what(), one.count()));
            }
            obstacles = List.of();
        }
        return cost(casualties, obstacles, search.notes(), rehearsal, notes);
    }

    /// The rows in the way of what is added between two states of one scratch database.
    List<OffendingRows> offending(Snapshot from, Snapshot to) {
        List<OffendingRows> rows = new ArrayList<>();
        for (Misfit misfit : misfits(from, to).find()) {
            Count count = misfit.search().count(counter);
            if (count.value() != 0) {
                rows.add(
                        new OffendingRows(
                                "%s: %s".formatted(misfit.object().title(), misfit.what()),
                                count.value(),
                                misfit.search().list()));
            }
        }
        return rows;
    }

    private Misfits misfits(Snapshot from, Snapshot to) {
        return new Misfits(Arrivals.filled(Map.of()), from, to, major, "is added", Maps.NONE);
    }

    private Casualties casualties(Set<Address> filled) {
        return new Casualties(
                counter,
                filled,
                KeptData.none(options.recordSchema()),
                List.of(),
                Merging.USUAL,
                options.rules());
    }

    private Solution.Cost cost(
            Casualties casualties,
            List<Obstacle> obstacles,
            List<String> obstacleNotes,
            Rehearsal rehearsal,
            List<String> notes) {
        List<PlannedLock> locks =
                LockForecast.locks(rehearsal.way().measures(), sizes, options.recordSchema());
        notes.addAll(casualties.notes());
        notes.addAll(obstacleNotes);
        notes.addAll(Sessions.inTheWay(queries, locks));
        return new Solution.Cost(
                casualties.list(),
                casualties.vault(),
                obstacles,
                locks,
                casualties.verdict(),
                notes);
    }
}
