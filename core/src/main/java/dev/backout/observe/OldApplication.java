package dev.backout.observe;

import dev.backout.diff.Change;
import dev.backout.diff.ChangeText;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.DbObject;
import dev.backout.schema.DomainConstraint;
import dev.backout.schema.EnumLabel;
import dev.backout.schema.EnumType;
import dev.backout.schema.Generation;
import dev.backout.schema.Grant;
import dev.backout.schema.Index;
import dev.backout.schema.MaterializedView;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Policy;
import dev.backout.schema.Routine;
import dev.backout.schema.Rule;
import dev.backout.schema.Standing;
import dev.backout.schema.Table;
import dev.backout.schema.Trigger;
import dev.backout.schema.View;
import dev.backout.schema.ViewColumn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Whether the previous version of the application works on the new schema. What it does not know
/// must not be asked of it, and what it uses must be there.
final class OldApplication {
    private final Observation observation;
    private final List<String> reasons = new ArrayList<>();

    private OldApplication(Observation observation) {
        this.observation = observation;
    }

    static Judgement judge(Observation observation) {
        OldApplication judge = new OldApplication(observation);
        for (Change change : observation.changes()) {
            switch (change) {
                case Change.Created(var entry) -> judge.created(entry.object());
                case Change.Dropped(var entry) -> judge.dropped(entry.object());
                case Change.Altered altered -> judge.altered(altered);
            }
        }
        observation
                .unmodelled()
                .forEach(kind -> judge.add("objects of a kind that is not known changed: " + kind));
        return Judgement.against(judge.reasons);
    }

    private void created(DbObject object) {
        if (object.kind() == ObjectKind.COLUMN || Parts.tableOf(object) != object.address()) {
            if (observation.isNew(Parts.tableOf(object))) {
                return;
            }
        }
        String title = object.address().title();
        switch (object) {
            case Column column when AlteredColumn.isRequired(column) ->
                    add(title + " is required and has no default");
            case Column column
                    when column.generation() != Generation.NONE && column.notNull() != null ->
                    add(title + " is computed and may refuse what the previous version writes");
            case Constraint constraint ->
                    add(
                            "%s (%s) may refuse what the previous version writes"
                                    .formatted(title, constraint.type()));
            case DomainConstraint _ -> add(title + " may refuse what the previous version writes");
            case Index index when index.unique() ->
                    add("unique %s may refuse what the previous version writes".formatted(title));
            case Trigger _, Rule _ -> add(title + " acts on what the previous version writes");
            case Policy policy when !policy.permissive() ->
                    add(title + " hides rows from the previous version");
            default -> {}
        }
    }

    private void dropped(DbObject object) {
        Address table = Parts.tableOf(object);
        if (!table.equals(object.address()) && observation.isDropped(table)) {
            return;
        }
        String title = object.address().title();
        switch (object.kind()) {
            case TABLE,
                    COLUMN,
                    VIEW,
                    MATERIALIZED_VIEW,
                    ROUTINE,
                    SEQUENCE,
                    ENUM_TYPE,
                    DOMAIN_TYPE,
                    COMPOSITE_TYPE,
                    RANGE_TYPE,
                    SCHEMA,
                    EXTENSION,
                    TRIGGER,
                    RULE,
                    POLICY,
                    CAST,
                    OPERATOR,
                    FOREIGN_SERVER,
                    FOREIGN_DATA_WRAPPER,
                    USER_MAPPING,
                    TEXT_SEARCH_CONFIGURATION,
                    TEXT_SEARCH_DICTIONARY,
                    COLLATION,
                    PUBLICATION ->
                    add(title + " is dropped");
            case CONSTRAINT -> droppedConstraint((Constraint) object, title);
            case INDEX -> droppedIndex((Index) object, title);
            case DOMAIN_CONSTRAINT,
                    EVENT_TRIGGER,
                    STATISTICS,
                    OPERATOR_CLASS,
                    OPERATOR_FAMILY,
                    DEFAULT_PRIVILEGES -> {}
        }
    }

    /// ON CONFLICT, and cascades, need the constraint.
    private void droppedConstraint(Constraint constraint, String title) {
        add(
                "%s (%s) is dropped, which the previous version may rely on"
                        .formatted(title, constraint.type()));
    }

    private void droppedIndex(Index index, String title) {
        add(
                index.unique()
                        ? "unique %s is dropped, which the previous version may rely on"
                                .formatted(title)
                        : "%s is dropped, and its queries may become slow".formatted(title));
    }

    private void altered(Change.Altered altered) {
        DbObject before = altered.before().object();
        DbObject after = altered.after().object();
        String title = altered.before().address().title();
        if (altered.renamed() && matters(before.kind())) {
            add("%s is renamed to %s".formatted(title, altered.address().text()));
        }
        revoked(
                title,
                before.standing().grants().stream()
                        .filter(grant -> !grant.grantee().equals(before.standing().owner()))
                        .toList(),
                after.standing().grants());
        InnerRights.between(before, after)
                .forEach(inner -> revoked(inner.title(), inner.was(), inner.is()));
        if (before instanceof Column was && after instanceof Column is) {
            boolean followsRename = Consequences.followsRename(observation, altered);
            reasons.addAll(AlteredColumn.reasons(title, was, is, followsRename));
        } else if (before instanceof EnumType was && after instanceof EnumType is) {
            labels(title, was, is);
        } else if (before instanceof View was && after instanceof View is) {
            viewColumns(title, was.columns(), is.columns());
        } else if (before instanceof MaterializedView was && after instanceof MaterializedView is) {
            viewColumns(title, was.columns(), is.columns());
        } else if (before instanceof Table was && after instanceof Table is) {
            table(title, was, is);
        } else if (!Consequences.followsRename(observation, altered)) {
            other(title, altered);
        }
    }

    private void labels(String title, EnumType was, EnumType is) {
        AddedLabels added = AddedLabels.between(was, is);
        if (!added.labels().isEmpty()) {
            add(added.reason());
        }
        if (Alterations.onlyAddsLabels(was, is)) {
            return;
        }
        List<String> gone = new ArrayList<>();
        for (EnumLabel label : was.labels()) {
            if (!is.labels().contains(label)) {
                gone.add(label.text());
            }
        }
        add("%s no longer has %s".formatted(title, String.join(", ", gone)));
    }

    private void viewColumns(String title, List<ViewColumn> was, List<ViewColumn> is) {
        Map<String, String> now = new HashMap<>();
        is.forEach(column -> now.put(column.name(), column.type()));
        for (ViewColumn column : was) {
            String type = now.get(column.name());
            if (type == null) {
                add("%s no longer has column %s".formatted(title, column.name()));
            } else if (!type.equals(column.type())) {
                add(
                        "column %s of %s was %s and is %s"
                                .formatted(column.name(), title, column.type(), type));
            }
        }
    }

    private void table(String title, Table was, Table is) {
        if (!was.rowSecurity() && is.rowSecurity()
                || !was.forceRowSecurity() && is.forceRowSecurity()) {
            add(title + " hides rows by row level security now");
        }
        if (was.partitionOf() == null && is.partitionOf() != null) {
            add(title + " takes only the rows of its partition now");
        } else if (was.partitionOf() != null && is.partitionOf() == null) {
            add(title + " is no longer part of " + was.partitionOf().parent().text());
        }
    }

    private void other(String title, Change.Altered altered) {
        if (altered.before().object() instanceof Routine was
                && altered.after().object() instanceof Routine is) {
            add(
                    Objects.equals(was.result(), is.result())
                            ? title + " does something else"
                            : "%s returned %s and returns %s"
                                    .formatted(title, was.result(), is.result()));
            return;
        }
        var names = Alterations.differing(altered);
        names.removeAll(Standing.RIGHTS);
        names.removeAll(Standing.COMMENTS);
        switch (altered.before().address().kind()) {
            case CONSTRAINT,
                    DOMAIN_CONSTRAINT,
                    DOMAIN_TYPE,
                    COMPOSITE_TYPE,
                    RANGE_TYPE,
                    TRIGGER,
                    RULE,
                    POLICY,
                    SEQUENCE,
                    CAST,
                    OPERATOR,
                    COLLATION -> {
                names.removeAll(List.of("validated", "owned by", "index storage parameters"));
                if (!names.isEmpty()) {
                    add(
                            "%s: %s"
                                    .formatted(
                                            title,
                                            ChangeText.attributeChanges(
                                                    altered.before().object(),
                                                    altered.after().object(),
                                                    names)));
                }
            }
            default -> {}
        }
    }

    private void revoked(String title, List<Grant> was, List<Grant> is) {
        List<String> revoked =
                was.stream().filter(grant -> !is.contains(grant)).map(Object::toString).toList();
        if (!revoked.isEmpty()) {
            add("%s is revoked on %s".formatted(String.join(", ", revoked), title));
        }
    }

    private static boolean matters(ObjectKind kind) {
        return kind != ObjectKind.CONSTRAINT
                && kind != ObjectKind.INDEX
                && kind != ObjectKind.TRIGGER
                && kind != ObjectKind.POLICY
                && kind != ObjectKind.STATISTICS
                && kind != ObjectKind.RULE;
    }

    private void add(String reason) {
        reasons.add(reason);
    }
}
