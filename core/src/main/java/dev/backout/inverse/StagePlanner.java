package dev.backout.inverse;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Ddl;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.ddl.TypeRebuild;
import dev.backout.diff.Change;
import dev.backout.diff.SchemaDiff;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Trigger;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Plans one stage of an inverse: from the catalog as it is now to the one of before, by address.
/// Decides for each difference what to do about it, finds what stands in the way and must be
/// dropped and put back, and leaves the order to [StageOrder].
final class StagePlanner {
    private final Snapshot current;
    private final Snapshot target;
    private final Ddl ddl;
    private final Stage stage = new Stage();
    private final Set<CatalogId> altering = new HashSet<>();
    private final Deque<Runnable> displacements = new ArrayDeque<>();

    private StagePlanner(Snapshot current, Snapshot target, Ddl ddl) {
        this.current = current;
        this.target = target;
        this.ddl = ddl;
    }

    static StagePlan plan(Snapshot current, Snapshot target, Ddl ddl) {
        List<Change> changes = SchemaDiff.byName(current, target);
        List<Statement> adoptions = Adoptions.plan(changes, ddl);
        if (!adoptions.isEmpty()) {
            return new StagePlan.Ready(adoptions);
        }
        StagePlanner planner = new StagePlanner(current, target, ddl);
        planner.decide(changes);
        while (!planner.displacements.isEmpty()) {
            planner.displacements.remove().run();
        }
        return planner.stage.blocked().isEmpty()
                ? StageOrder.order(planner.stage, current, target, ddl)
                : new StagePlan.Blocked(planner.stage.blocked());
    }

    private void decide(List<Change> changes) {
        for (Change change : changes) {
            if (change instanceof Change.Altered altered) {
                altering.add(altered.before().id());
            }
        }
        changes.forEach(this::decide);
    }

    private void decide(Change change) {
        switch (change) {
            case Change.Created(Entry entry) -> create(entry);
            case Change.Dropped(Entry entry) -> drop(entry);
            case Change.Altered(Entry from, Entry to) -> {
                if (!followsItsOrigin(from) && !stage.drops(from.id())) {
                    alter(from, to, from.object());
                }
            }
        }
    }

    /// What a table inherits changes with its origin. What is different even then is left for the
    /// next stage.
    private boolean followsItsOrigin(Entry entry) {
        return comesWithParent(entry.object())
                && current.dependencies().goesWith(entry.id()).stream()
                        .filter(id -> !id.equals(entry.id().whole()))
                        .anyMatch(altering::contains);
    }

    private void create(Entry entry) {
        if (!comesWithParent(entry.object())) {
            stage.create(entry);
        } else if (entry.object() instanceof Constraint copy && !copy.validated()) {
            remakeOrigin(entry);
        }
    }

    /// A table that is created under a parent whose check is NOT VALID gets it as valid, for it has
    /// no rows. Making the parent's check once more gives it as it was.
    private void remakeOrigin(Entry copy) {
        for (CatalogId id : target.dependencies().goesWith(copy.id())) {
            Entry origin = target.find(id);
            if (origin != null && origin.object() instanceof Constraint check) {
                Entry now = current.find(origin.address());
                if (check.inherited()) {
                    remakeOrigin(origin);
                } else if (now != null) {
                    replace(now.id());
                }
            }
        }
    }

    private void drop(Entry entry) {
        if (stage.drop(entry)) {
            displacements.add(() -> dependentsOfDropped(entry));
        }
    }

    private <T extends DbObject> void alter(Entry from, Entry to, T object) {
        KindDdl<T> kind = ddl.of(object);
        @SuppressWarnings("unchecked") // equal addresses have equal kinds
        T wanted = (T) to.object();
        if (object instanceof Column column && BareColumn.isOnTheWay(column, (Column) wanted)) {
            alterInTwo(from, to, column);
            finish(from, to, kind, object, wanted);
            return;
        }
        switch (kind.alter(object, wanted)) {
            case Alteration.InPlace(List<Statement> statements, boolean displaces) -> {
                Operation.Alter alter = new Operation.Alter(from, to, statements);
                stage.alter(alter);
                finish(from, to, kind, object, wanted);
                if (displaces) {
                    displacements.add(() -> dependentsOfRetyped(from));
                }
            }
            case Alteration.Recreate() -> {
                drop(from);
                create(to);
            }
            case Alteration.Rebuild() -> rebuild(from, to);
            case Alteration.Impossible(String reason) -> stage.block(to.address(), reason);
        }
    }

    private <T extends DbObject> void finish(
            Entry from, Entry to, KindDdl<T> kind, T object, T wanted) {
        List<Statement> settled = kind.finish(wanted);
        if (!settled.equals(kind.finish(object))) {
            stage.finish(new Operation.Finish(to, settled));
        }
        if (!object.standing().equals(wanted.standing()) || hasInnerStanding(object)) {
            stage.finish(
                    new Operation.Finish(to, ddl.standing().change(from.object(), to.object())));
        }
    }

    /// Views and composite types carry comments and grants of their columns, columns those of their
    /// sequences, extensions grants of their members.
    private static boolean hasInnerStanding(DbObject object) {
        return switch (object.kind()) {
            case VIEW, MATERIALIZED_VIEW, COMPOSITE_TYPE, COLUMN, EXTENSION -> true;
            default -> false;
        };
    }

    private void rebuild(Entry from, Entry to) {
        switch (ddl.rebuild(from, to.object(), current, target)) {
            case TypeRebuild.Impossible(String reason) -> stage.block(to.address(), reason);
            case TypeRebuild.Steps steps -> {
                stage.rebuild(
                        new Stage.Rebuilt(
                                new Operation.Alter(from, to, steps.release()),
                                new Operation.Alter(from, to, steps.move()),
                                new Operation.Alter(from, to, steps.settle()),
                                steps.displaced()));
                steps.displaced().forEach(this::replace);
            }
        }
    }

    /// Whatever needs a dropped object goes first; what is to stay comes back afterwards.
    private void dependentsOfDropped(Entry entry) {
        Set<CatalogId> dependents = current.dependencies().neededBy(entry.id());
        for (CatalogId id : dependents) {
            boolean goesWith = current.dependencies().goesWith(id).contains(entry.id());
            if (goesWith) {
                displace(id);
            } else if (!stage.drops(id) && !isBeingFreed(id, entry)) {
                displace(id);
            }
        }
    }

    /// An object that is altered anyway no longer needs what the target does not have.
    private boolean isBeingFreed(CatalogId dependent, Entry dropped) {
        return !stage.leaving(dependent).isEmpty() && target.find(dropped.address()) == null;
    }

    private void dependentsOfRetyped(Entry entry) {
        for (CatalogId id : current.dependencies().neededBy(entry.id())) {
            Entry dependent = current.find(id);
            if (dependent != null && Obstacles.blockRetyping(dependent.object())) {
                displace(id);
            }
        }
    }

    /// Drops an object that is in the way and creates it again in its earlier form.
    private void displace(CatalogId id) {
        Entry entry = current.find(id);
        if (entry == null || stage.drops(id)) {
            return;
        }
        Entry wanted = target.find(entry.address());
        if (Obstacles.canBeDisplaced(entry.object()) || wanted == null || goesWithDropped(id)) {
            replace(id);
        } else if (entry.object() instanceof Column column && column.defaultExpression() != null) {
            // its default calls what is displaced: it only loses the default meanwhile
            alterInTwo(entry, wanted, column);
        } else {
            stage.block(entry.address(), "it holds data and needs what has to be dropped");
        }
    }

    /// Drops an object whatever it is, and creates what the target has in its place.
    private void replace(CatalogId id) {
        Entry entry = current.find(id);
        if (entry == null || stage.drops(id)) {
            return;
        }
        drop(entry);
        Entry wanted = target.find(entry.address());
        if (wanted != null) {
            create(wanted);
        }
    }

    private boolean goesWithDropped(CatalogId id) {
        return current.dependencies().goesWith(id).stream().anyMatch(stage::drops);
    }

    /// By way of a column without default and identity, which stands in nobody's way.
    private void alterInTwo(Entry from, Entry to, Column column) {
        Column bare = BareColumn.of(column);
        Operation.Alter detach = half(from, to, column, bare);
        Operation.Alter attach = half(from, to, bare, (Column) to.object());
        stage.leave(detach);
        stage.arrive(attach);
        stage.inSequence(detach, attach);
    }

    private Operation.Alter half(Entry from, Entry to, Column one, Column other) {
        if (ddl.of(one).alter(one, other)
                instanceof Alteration.InPlace(List<Statement> statements, boolean displaces)) {
            if (displaces) {
                displacements.add(() -> dependentsOfRetyped(from));
            }
            return new Operation.Alter(from, to, statements);
        }
        return new Operation.Alter(from, to, List.of());
    }

    /// Whether creating its parent creates it.
    private static boolean comesWithParent(@Nullable DbObject object) {
        return switch (object) {
            case Column column -> column.inherited();
            case Constraint constraint -> constraint.inherited();
            case Trigger trigger -> trigger.inherited();
            case null, default -> false;
        };
    }
}
