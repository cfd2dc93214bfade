package dev.backout.vault.merge;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Ddl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
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
/// @param aside statements that do no harm when they are done twice, and what is then sent for each
/// @param validations statements that validate a constraint which is enforced already
/// @param tables the large tables, as they were called before the migration
/// @param fills values that return in batches: their statements come first
public record Later(
        Map<String, String> aside,
        Map<String, Address> validations,
        Set<Address> tables,
        List<Fill> fills) {
    private static final String DROP = " DROP CONSTRAINT ";

    /// There is nothing.
    public static final Later NONE = new Later(Map.of(), Map.of(), Set.of(), List.of());

    /// Copies the collections.
    public Later {
        aside = Map.copyOf(aside);
        validations = Map.copyOf(validations);
        tables = Set.copyOf(tables);
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
        List<HiddenBack> hidden =
                moved.hidden().stream()
                        .filter(one -> moved.stored().isLarge(one.holding()))
                        .toList();
        hidden.forEach(one -> large.add(one.column().table()));
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
        Map<String, String> texts = new HashMap<>();
        aside.forEach(one -> texts.put(one.sql(), one.sql()));
        hidden.forEach(one -> texts.putAll(required(one, before, ddl)));
        return new Later(texts, validations, large, fills);
    }

    /// NOT NULL is enforced by a check from the beginning, and becomes what it was when that is
    /// valid: no row is looked at then.
    private static Map<String, String> required(HiddenBack hidden, Snapshot before, Ddl ddl) {
        Map<String, String> texts = new HashMap<>();
        Entry then = before.find(hidden.column());
        if (then != null
                && then.object() instanceof Column column
                && ddl.of(column).alter(column.withoutNotNull(), column)
                        instanceof Alteration.InPlace(List<Statement> statements, boolean _)) {
            statements.stream()
                    .skip(1)
                    .map(Statement::sql)
                    .forEach(sql -> texts.put(sql, sql.replace(DROP, DROP + "IF EXISTS ")));
        }
        return texts;
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
