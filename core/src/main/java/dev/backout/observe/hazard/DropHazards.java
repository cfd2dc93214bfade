package dev.backout.observe.hazard;

import dev.backout.observe.Loss;
import dev.backout.observe.LossKind;
import dev.backout.observe.hazard.Subject.Pair;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.Index;
import dev.backout.schema.MaterializedView;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Routine;
import dev.backout.schema.Table;
import dev.backout.schema.View;
import dev.backout.schema.ViewColumn;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Something that is gone.
final class DropHazards {
    private DropHazards() {}

    static void tables(Subject subject, Findings out) {
        for (Table table : subject.dropped(Table.class)) {
            out.add(
                    table.address(),
                    table.foreign() == null
                            ? table.address().title() + " is dropped with all its rows"
                            : "foreign %s is dropped; its rows stay where they are"
                                    .formatted(table.address().title()));
        }
    }

    static void columns(Subject subject, Findings out) {
        for (Column column : subject.dropped(Column.class)) {
            if (!column.inherited()) {
                out.add(column.address(), column.address().title() + " is dropped with its values");
            }
        }
    }

    static void recreated(Subject subject, Findings out) {
        for (Address address : subject.observation().recreated()) {
            if (address.kind() == ObjectKind.TABLE || address.kind() == ObjectKind.COLUMN) {
                out.add(
                        address,
                        address.title() + " is dropped, and another one of that name is empty");
            }
        }
    }

    static void sequences(Subject subject, Findings out) {
        for (Loss loss : subject.losses(LossKind.DROPPED_SEQUENCE_STATE)) {
            out.add(loss.object(), loss.text());
        }
    }

    static void views(Subject subject, Findings out) {
        for (View view : subject.dropped(View.class)) {
            out.add(view.address(), view.address().title() + " is dropped");
        }
        for (MaterializedView view : subject.dropped(MaterializedView.class)) {
            out.add(view.address(), view.address().title() + " is dropped");
        }
        for (Pair<View> pair : subject.altered(View.class)) {
            lostColumns(
                    pair.before().address(), pair.before().columns(), pair.after().columns(), out);
        }
        for (Pair<MaterializedView> pair : subject.altered(MaterializedView.class)) {
            lostColumns(
                    pair.before().address(), pair.before().columns(), pair.after().columns(), out);
        }
    }

    private static void lostColumns(
            Address view, List<ViewColumn> before, List<ViewColumn> after, Findings out) {
        Set<String> now = after.stream().map(ViewColumn::name).collect(Collectors.toSet());
        for (ViewColumn column : before) {
            if (!now.contains(column.name())) {
                out.add(view, "%s no longer has column %s".formatted(view.title(), column.name()));
            }
        }
    }

    static void functions(Subject subject, Findings out) {
        for (Routine routine : subject.dropped(Routine.class)) {
            out.add(routine.address(), routine.address().title() + " is dropped");
        }
    }

    static void constraints(Subject subject, Findings out) {
        for (Constraint constraint : subject.dropped(Constraint.class)) {
            boolean withColumn =
                    constraint.columns().stream()
                            .anyMatch(name ->
                                    subject.observation().isDropped(column(constraint, name)));
            if (!withColumn && !constraint.inherited()) {
                out.add(
                        constraint.address(),
                        "%s (%s) is dropped"
                                .formatted(constraint.address().title(), constraint.type()));
            }
        }
    }

    private static Address column(Constraint constraint, String name) {
        return Address.of(
                ObjectKind.COLUMN,
                constraint.address().first(),
                constraint.address().path().get(1),
                name);
    }

    static void indexes(Subject subject, Findings out) {
        for (Index index : subject.dropped(Index.class)) {
            out.add(
                    index.address(),
                    "%s%s of %s is dropped"
                            .formatted(
                                    index.unique() ? "unique " : "",
                                    index.address().title(),
                                    index.table().text()));
        }
    }

    static void defaults(Subject subject, Findings out) {
        for (Pair<Column> pair : subject.altered(Column.class)) {
            if (hasDefault(pair.before())
                    && !hasDefault(pair.after())
                    && pair.after().notNull() != null) {
                out.add(
                        pair.after().address(),
                        pair.after().address().title() + " is required and loses its default");
            }
        }
    }

    private static boolean hasDefault(Column column) {
        return column.defaultExpression() != null || column.identity() != null;
    }
}
