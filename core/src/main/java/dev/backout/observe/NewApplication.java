package dev.backout.observe;

import dev.backout.diff.Change;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.DbObject;
import dev.backout.schema.Index;
import dev.backout.schema.ObjectKind;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Whether the new version of the application works on the old schema. Whatever was added it will
/// use; whatever was forbidden before it may do.
final class NewApplication {
    private final Observation observation;
    private final List<String> reasons = new ArrayList<>();

    private NewApplication(Observation observation) {
        this.observation = observation;
    }

    static Judgement judge(Observation observation, DataVerdict data) {
        NewApplication judge = new NewApplication(observation);
        for (Change change : observation.changes()) {
            switch (change) {
                case Change.Created(var entry) -> judge.created(entry.object());
                case Change.Dropped(var entry) -> judge.dropped(entry.object());
                case Change.Altered altered -> judge.altered(altered);
            }
        }
        for (TableWrite write : observation.measures().writes()) {
            judge.reasons.add("rows of %s would be as they were".formatted(write.table().text()));
        }
        for (Loss loss : data.losses()) {
            if (loss.kind() == LossKind.CONVERTED_VALUES) {
                judge.reasons.add(loss.object().title() + " would have the values that it had");
            }
        }
        judge.reasons.addAll(data.unknown());
        observation
                .unmodelled()
                .forEach(kind ->
                        judge.reasons.add("objects of a kind that is not known changed: " + kind));
        return Judgement.against(judge.reasons);
    }

    private void created(DbObject object) {
        Address table = Parts.tableOf(object);
        if (!table.equals(object.address()) && observation.isNew(table)) {
            return;
        }
        String title = object.address().title();
        switch (object.kind()) {
            case CONSTRAINT, INDEX -> {
                if (isReliedOn(object)) {
                    reasons.add(title + " would be missing, which the new version may rely on");
                }
            }
            case DOMAIN_CONSTRAINT, STATISTICS, EVENT_TRIGGER, PUBLICATION -> {}
            default -> reasons.add(title + " would be missing");
        }
    }

    /// ON CONFLICT names what is unique, and a deletion takes along what refers to it.
    private static boolean isReliedOn(DbObject object) {
        return switch (object) {
            case Index index -> index.unique();
            case Constraint constraint ->
                    constraint.type() == ConstraintType.PRIMARY_KEY
                            || constraint.type() == ConstraintType.UNIQUE
                            || constraint.definition().contains(" ON DELETE CASCADE")
                            || constraint.definition().contains(" ON DELETE SET ");
            default -> false;
        };
    }

    private void dropped(DbObject object) {
        Address table = Parts.tableOf(object);
        if (!table.equals(object.address()) && observation.isDropped(table)) {
            return;
        }
        String title = object.address().title();
        switch (object) {
            case Column column when AlteredColumn.isRequired(column) ->
                    reasons.add(title + " is required, and the new version does not write it");
            case Constraint _ -> reasons.add(title + " may refuse what the new version writes");
            case Index index when index.unique() ->
                    reasons.add(
                            "unique %s may refuse what the new version writes".formatted(title));
            default -> {
                switch (object.kind()) {
                    case TRIGGER, RULE, POLICY -> reasons.add(title + " would still act");
                    default -> {}
                }
            }
        }
    }

    private void altered(Change.Altered altered) {
        if (Consequences.followsRename(observation, altered)) {
            return;
        }
        String title = altered.address().title();
        ObjectKind kind = altered.address().kind();
        boolean pure = kind == ObjectKind.CONSTRAINT || kind == ObjectKind.INDEX;
        if (altered.renamed() && !pure) {
            reasons.add("%s would be %s".formatted(title, altered.before().address().text()));
        }
        Set<String> names = Alterations.differing(altered);
        names.removeAll(List.of("comment", "statistics", "owner"));
        if (altered.before().object() instanceof Column was
                && altered.after().object() instanceof Column is) {
            if (was.notNull() == null && is.notNull() != null) {
                reasons.add(title + " may be NULL, which the new version does not expect");
            }
            harmless(was, is, names);
        }
        boolean asks = names.contains("definition") || names.contains("enforced");
        if (kind == ObjectKind.CONSTRAINT && asks) {
            reasons.add(title + " would ask for something else");
        }
        if (!pure && !names.isEmpty()) {
            reasons.add("%s would differ in its %s".formatted(title, String.join(", ", names)));
        }
    }

    /// NULL is told of in other words, and filling in what is given anyway hurts nobody.
    private static void harmless(Column was, Column is, Set<String> names) {
        if (was.notNull() == null) {
            names.remove("not null");
        }
        if (AlteredColumn.isRequired(is)) {
            names.remove("default");
        }
    }
}
