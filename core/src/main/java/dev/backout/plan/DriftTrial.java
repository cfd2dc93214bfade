package dev.backout.plan;

import dev.backout.ddl.Ddl;
import dev.backout.diff.Change;
import dev.backout.diff.SchemaDiff;
import dev.backout.inverse.Inverse;
import dev.backout.inverse.InverseBuilder;
import dev.backout.inverse.InverseFailure;
import dev.backout.proof.Replica;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.DbObject;
import dev.backout.schema.Index;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Trigger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Tries an undo on a live schema that is not what the history says. The live schema is reproduced
/// on the replica; the undo may change there what it changes on the history, and nothing else: what
/// was made by hand has to be the same before and after.
final class DriftTrial {
    private static final int MOST_NOTES = 20;

    private final Replica replica;
    private final Ddl ddl;
    private final Asides asides;
    private final Snapshot full;
    private final Snapshot without;
    private final Snapshot live;
    private final List<Change> drift;

    /// @param replica at the end of the whole history
    /// @param asides rehearses the undo
    /// @param full what the history leads to
    /// @param without what it leads to without the migrations that are undone
    /// @param live the live schema
    /// @param drift from `full` to `live`
    DriftTrial(
            Replica replica,
            Ddl ddl,
            Asides asides,
            Snapshot full,
            Snapshot without,
            Snapshot live,
            List<Change> drift) {
        this.replica = replica;
        this.ddl = ddl;
        this.asides = asides;
        this.full = full;
        this.without = without;
        this.live = live;
        this.drift = drift;
    }

    Undo judge(UndoFinder.Candidate candidate) {
        List<String> all = new ArrayList<>(candidate.notes());
        if (!imitated(live)) {
            replica.restore();
            Snapshot reduced = Surroundings.reduced(live, drift, candidate.changes());
            if (reduced.units().size() == live.units().size() || !imitated(reduced)) {
                return new Undo.Drifted(notReproduced());
            }
            return new DriftTrial(
                            replica,
                            ddl,
                            asides,
                            full,
                            without,
                            reduced,
                            SchemaDiff.byName(full, reduced))
                    .rehearsed(candidate, all);
        }
        return rehearsed(candidate, all);
    }

    private boolean imitated(Snapshot target) {
        return new InverseBuilder(ddl, replica).imitate(target, replica.catalog())
                instanceof Inverse.Reversible;
    }

    private Undo rehearsed(UndoFinder.Candidate candidate, List<String> all) {
        HandmadeTriggers handmade =
                HandmadeTriggers.of(full, without, live, candidate.statements());
        if (!handmade.obstacles().isEmpty()) {
            return new Undo.Drifted(handmade.obstacles());
        }
        Rehearsal rehearsal;
        try {
            rehearsal =
                    asides.rehearse(
                            replica,
                            handmade.stillDuring(candidate.statements()),
                            candidate.changes(),
                            candidate.moved());
        } catch (InverseFailure failure) {
            return new Undo.Drifted(
                    List.of("the server refuses the undo: " + failure.getMessage()));
        }
        Snapshot end = rehearsal.end();
        List<String> touched =
                touchedByHand(SchemaDiff.byName(without, end), new Renamed(rehearsal.start(), end));
        if (!touched.isEmpty()) {
            return new Undo.Drifted(touched);
        }
        all.addAll(driftNotes());
        return new Undo.Found(
                rehearsal.statements(),
                candidate.changes(),
                candidate.observations(),
                List.of(),
                rehearsal,
                drift,
                all,
                candidate.returning());
    }

    /// What was made by hand and would not be the same afterwards. What partitions and children
    /// inherit follows their parents and is no work of anybody's hand.
    private List<String> touchedByHand(List<Change> afterwards, Renamed renamed) {
        Set<Change> same = new HashSet<>(facts(drift));
        List<Change> differing = new ArrayList<>();
        for (Change change : facts(afterwards)) {
            if (!same.remove(change)) {
                differing.add(change);
            }
        }
        List<Change> endangered = new ArrayList<>();
        for (Change change : same) {
            Address followed = renamed.followed(change.address());
            if (followed == null) {
                endangered.add(change);
            } else {
                differing.removeIf(other -> other.address().equals(followed));
            }
        }
        endangered.removeIf(DriftTrial::isInherited);
        differing.removeIf(DriftTrial::isInherited);
        endangered.sort(Comparator.comparing(Change::address));
        differing.removeIf(other ->
                endangered.stream().anyMatch(one -> one.address().equals(other.address())));
        List<String> lines = new ArrayList<>(DriftText.endangered(endangered));
        lines.addAll(DriftText.left(differing));
        return lines;
    }

    /// Changes without the identities of either database.
    private static List<Change> facts(List<Change> changes) {
        return changes.stream().map(Facts::of).toList();
    }

    private static boolean isInherited(Change change) {
        return switch (change) {
            case Change.Created(var entry) -> isInherited(entry.object());
            case Change.Dropped(var entry) -> isInherited(entry.object());
            case Change.Altered(var before, var after) -> isInherited(after.object());
        };
    }

    private static boolean isInherited(DbObject object) {
        return switch (object) {
            case Column column -> column.inherited();
            case Constraint constraint -> constraint.inherited();
            case Trigger trigger -> trigger.inherited();
            case Index index -> index.partitionOf() != null;
            default -> false;
        };
    }

    private List<String> notReproduced() {
        List<String> lines = new ArrayList<>();
        lines.add("the live schema could not be reproduced on a scratch database");
        lines.addAll(DriftText.found(drift));
        return lines;
    }

    private List<String> driftNotes() {
        List<String> lines =
                DriftText.found(drift).stream().map(line -> "drift, not touched: " + line).toList();
        if (lines.size() <= MOST_NOTES) {
            return lines;
        }
        List<String> some = new ArrayList<>(lines.subList(0, MOST_NOTES));
        some.add("drift, not touched: %d more".formatted(lines.size() - MOST_NOTES));
        return some;
    }
}
