package dev.backout.vault.merge;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What of an inverse reads through large tables that come back as they are, and can wait until
/// others are let in again.
///
/// @param aside statements that set rows aside; doing it twice does no harm
/// @param validations statements that validate a constraint which is enforced already
/// @param tables the large tables, as they were called before the migration
public record Later(Set<String> aside, Map<String, Address> validations, Set<Address> tables) {
    /// There is nothing.
    public static final Later NONE = new Later(Set.of(), Map.of(), Set.of());

    /// Copies the collections.
    public Later {
        aside = Set.copyOf(aside);
        validations = Map.copyOf(validations);
        tables = Set.copyOf(tables);
    }

    /// @param aside statements of [Merge]
    /// @param before the schema from before the migration
    /// @param ddl writes apart what validates a constraint of a large table
    static Later of(
            List<Statement> aside, List<MoveBack> moving, Stored stored, Snapshot before, Ddl ddl) {
        Set<Address> large = new HashSet<>();
        moving.stream()
                .filter(one -> stored.isLarge(one.holding()))
                .forEach(one -> large.add(one.table()));
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
        return new Later(texts, validations, large);
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
