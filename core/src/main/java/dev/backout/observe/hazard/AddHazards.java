package dev.backout.observe.hazard;

import dev.backout.observe.InnerRights;
import dev.backout.observe.Retyping;
import dev.backout.observe.RowFailure;
import dev.backout.observe.hazard.Subject.Pair;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.DbObject;
import dev.backout.schema.DomainConstraint;
import dev.backout.schema.EnumType;
import dev.backout.schema.Generation;
import dev.backout.schema.Grant;
import dev.backout.schema.Index;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Policy;
import dev.backout.schema.Standing;
import dev.backout.schema.Table;
import dev.backout.schema.Trigger;

import java.util.List;
import java.util.Objects;

/// Something new that older rows, or an older application, may not satisfy.
final class AddHazards {
    /// Classes of the manual's appendix A: data exception, integrity constraint violation.
    private static final String DATA = "22";

    private static final String INTEGRITY = "23";

    private AddHazards() {}

    static void requiredColumns(Subject subject, Findings out) {
        for (Column column : subject.created(Column.class)) {
            if (isRequired(column)) {
                out.add(
                        column.address(),
                        column.address().title() + " is required and has no default");
            }
        }
    }

    static void notNull(Subject subject, Findings out) {
        for (Pair<Column> pair : subject.altered(Column.class)) {
            if (pair.before().notNull() == null && pair.after().notNull() != null) {
                out.add(
                        pair.after().address(),
                        pair.after().address().title() + " no longer takes NULL");
            }
        }
    }

    static void unique(Subject subject, Findings out) {
        for (Constraint constraint : subject.created(Constraint.class)) {
            if (constraint.type().hasIndex()) {
                constraint(constraint, out);
            }
        }
        for (Index index : subject.created(Index.class)) {
            if (index.unique()) {
                out.add(
                        index.address(),
                        "unique %s is new on %s"
                                .formatted(index.address().title(), index.table().text()));
            }
        }
    }

    static void checks(Subject subject, Findings out) {
        constraints(subject, ConstraintType.CHECK, out);
        for (DomainConstraint constraint : subject.created(DomainConstraint.class)) {
            List<String> domain = constraint.address().path().subList(0, 2);
            if (!subject.observation().isNew(new Address(ObjectKind.DOMAIN_TYPE, domain))) {
                out.add(
                        constraint.address(),
                        constraint.address().title() + " is new on a domain that was there before");
            }
        }
    }

    static void foreignKeys(Subject subject, Findings out) {
        constraints(subject, ConstraintType.FOREIGN_KEY, out);
    }

    private static void constraints(Subject subject, ConstraintType type, Findings out) {
        subject.created(Constraint.class).stream()
                .filter(constraint -> constraint.type() == type)
                .forEach(constraint -> constraint(constraint, out));
    }

    private static void constraint(Constraint constraint, Findings out) {
        out.add(
                constraint.address(),
                "%s (%s) is new on a table that was there before"
                        .formatted(constraint.address().title(), constraint.type()));
    }

    static void failsOnRows(Subject subject, Findings out) {
        for (Retyping retyping : TypeHazards.lossy(subject)) {
            out.add(
                    retyping.column(),
                    "converting %s from %s to %s may fail for some values"
                            .formatted(retyping.column().title(), retyping.from(), retyping.to()));
        }
        for (Pair<EnumType> pair : subject.altered(EnumType.class)) {
            if (pair.before().labels().stream()
                    .anyMatch(label ->
                            pair.after().labels().stream()
                                    .noneMatch(now ->
                                            now.equals(label) || now.oid() == label.oid()))) {
                out.add(
                        pair.after().address(),
                        "rows that hold a removed value of %s make it fail"
                                .formatted(pair.after().address().title()));
            }
        }
        madeUpRows(subject, out);
    }

    /// What was tried on rows counts where nothing else says it already.
    private static void madeUpRows(Subject subject, Findings out) {
        RowFailure failure = subject.observation().onRows();
        if (failure == null
                || (failure.sqlState().startsWith(DATA) && !out.all().isEmpty())
                || (failure.sqlState().startsWith(INTEGRITY) && isSaid(subject, failure))) {
            return;
        }
        out.add("on rows that were made up for it, it fails: " + failure.message(), failure.line());
    }

    private static boolean isSaid(Subject subject, RowFailure failure) {
        Findings said = new Findings("", Severity.NOTE, subject);
        requiredColumns(subject, said);
        notNull(subject, said);
        unique(subject, said);
        checks(subject, said);
        foreignKeys(subject, said);
        return said.all().stream()
                .map(Finding::object)
                .anyMatch(object ->
                        object != null && failure.message().contains('"' + object.name() + '"'));
    }

    static void triggers(Subject subject, Findings out) {
        for (Trigger trigger : subject.created(Trigger.class)) {
            if (!trigger.inherited()) {
                out.add(
                        trigger.address(),
                        trigger.address().title() + " acts on what every version writes");
            }
        }
    }

    static void rowSecurity(Subject subject, Findings out) {
        for (Pair<Table> pair : subject.altered(Table.class)) {
            if (pair.after().rowSecurity() && !pair.before().rowSecurity()
                    || pair.after().forceRowSecurity() && !pair.before().forceRowSecurity()) {
                out.add(
                        pair.after().address(),
                        pair.after().address().title()
                                + " shows only rows that a policy lets through");
            }
        }
        for (Policy policy : subject.created(Policy.class)) {
            if (!policy.permissive()) {
                out.add(policy.address(), policy.address().title() + " hides rows");
            }
        }
    }

    static void grants(Subject subject, Findings out) {
        for (Pair<DbObject> pair : subject.altered(DbObject.class)) {
            Standing before = pair.before().standing();
            Standing after = pair.after().standing();
            String title = pair.after().address().title();
            if (!Objects.equals(before.owner(), after.owner())) {
                out.add(
                        pair.after().address(),
                        "%s belongs to %s now".formatted(title, after.owner()));
            } else if (!before.grants().equals(after.grants())) {
                out.add(pair.after().address(), rights(title, before.grants(), after.grants()));
            }
            for (InnerRights inner : InnerRights.between(pair.before(), pair.after())) {
                out.add(pair.after().address(), rights(inner.title(), inner.was(), inner.is()));
            }
        }
    }

    private static String rights(String title, List<Grant> before, List<Grant> after) {
        List<String> gone = texts(before, after);
        return gone.isEmpty()
                ? "%s is granted on %s".formatted(String.join(", ", texts(after, before)), title)
                : "%s is revoked on %s".formatted(String.join(", ", gone), title);
    }

    private static List<String> texts(List<Grant> these, List<Grant> notThese) {
        return these.stream()
                .filter(grant -> !notThese.contains(grant))
                .map(Grant::toString)
                .toList();
    }

    private static boolean isRequired(Column column) {
        return column.notNull() != null
                && column.defaultExpression() == null
                && column.identity() == null
                && column.generation() == Generation.NONE
                && !column.inherited();
    }
}
