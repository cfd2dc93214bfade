package dev.backout.vault.merge;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.Entry;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What of an inverse reads through large tables that come back as they are, or in which a column
/// does, or brings back many values, and can wait until others are let in again.
///
/// @param aside statements that do no harm when they are done twice
/// @param validations statements that validate a constraint which is enforced already
/// @param tables the large tables, as they were called before the migration
/// @param hidden columns of large tables that get their names back
/// @param fills values that return in batches: their statements come first
public record Later(
        Set<String> aside,
        Map<String, Address> validations,
        Set<Address> tables,
        Set<Address> hidden,
        List<Fill> fills) {
    /// There is nothing.
    public static final Later NONE = new Later(Set.of(), Map.of(), Set.of(), Set.of(), List.of());

    /// Copies the collections.
    public Later {
        aside = Set.copyOf(aside);
        validations = Map.copyOf(validations);
        tables = Set.copyOf(tables);
        hidden = Set.copyOf(hidden);
        fills = List.copyOf(fills);
    }

    /// The columns whose values return in batches.
    public Set<Address> columns() {
        return fills.stream().map(Fill::column).collect(Collectors.toSet());
    }

    /// Their tables.
    public Set<Address> filled() {
        return fills.stream().map(Later::table).collect(Collectors.toSet());
    }

    private static Address table(Fill fill) {
        Address column = fill.column();
        return Address.of(ObjectKind.TABLE, column.first(), column.table().name());
    }

    /// @param aside statements of [Merge]
    /// @param fills what returns in batches
    /// @param before the schema from before the migration
    /// @param ddl writes apart what validates a constraint of a large table
    static Later of(
            List<Statement> aside, List<Fill> fills, MovedRows moved, Snapshot before, Ddl ddl) {
        Set<Address> large = new HashSet<>();
        moved.moving().stream()
                .filter(one -> moved.stored().isLarge(one.holding()))
                .forEach(one -> large.add(one.table()));
        Set<Address> hidden =
                moved.hidden().stream()
                        .filter(one -> moved.stored().isLarge(one.holding()))
                        .map(HiddenBack::column)
                        .collect(Collectors.toSet());
        hidden.forEach(one -> large.add(one.table()));
        fills.forEach(fill -> large.add(table(fill)));
        if (large.isEmpty()) {
            return NONE;
        }
        Map<String, Address> validations = new HashMap<>();
        for (Entry entry : before.entries()) {
            if (entry.object() instanceof Constraint constraint && isOf(constraint, large)) {
                List<Statement> statements = ddl.of(constraint).create(constraint, List.of());
                if (statements.size() > 1) {
                    validations.put(statements.getLast().sql(), constraint.address());
                }
            }
        }
        Set<String> texts = new HashSet<>();
        aside.forEach(one -> texts.add(one.sql()));
        return new Later(texts, validations, large, hidden, fills);
    }

    private static boolean isOf(Constraint constraint, Set<Address> large) {
        boolean apart =
                constraint.type() == ConstraintType.FOREIGN_KEY
                        || constraint.type() == ConstraintType.CHECK;
        return apart
                && constraint.validated()
                && constraint.enforced()
                && (large.contains(constraint.address().table())
                        || (constraint.references() != null
                                && large.contains(constraint.references())));
    }
}
