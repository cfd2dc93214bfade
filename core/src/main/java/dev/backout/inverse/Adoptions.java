package dev.backout.inverse;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.Statement;
import dev.backout.diff.Change;
import dev.backout.schema.Constraint;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.Index;

import java.util.ArrayList;
import java.util.List;

/// Names for what the server made by itself: a partition gets its indexes and keys from its
/// partitioned table, under names that the server chooses.
final class Adoptions {
    private Adoptions() {}

    /// The statements that give each of them the name of its counterpart in the target.
    static List<Statement> plan(List<Change> changes, Ddl ddl) {
        List<Statement> statements = new ArrayList<>();
        for (Change change : changes) {
            if (change instanceof Change.Dropped(Entry made) && isMade(made.object())) {
                changes.stream()
                        .filter(Change.Created.class::isInstance)
                        .map(created -> ((Change.Created) created).entry().object())
                        .filter(wanted -> isCounterpart(made.object(), wanted))
                        .findFirst()
                        .ifPresent(wanted -> statements.addAll(rename(ddl, made.object(), wanted)));
            }
        }
        return statements;
    }

    private static boolean isMade(DbObject object) {
        return switch (object) {
            case Index index -> index.partitionOf() != null;
            case Constraint constraint -> constraint.inherited();
            default -> false;
        };
    }

    private static boolean isCounterpart(DbObject made, DbObject wanted) {
        if (made instanceof Index one && wanted instanceof Index other) {
            return one.table().equals(other.table())
                    && one.partitionOf() != null
                    && one.partitionOf().equals(other.partitionOf());
        }
        return made instanceof Constraint one
                && wanted instanceof Constraint other
                && other.inherited()
                && one.address().table().equals(other.address().table())
                && one.type() == other.type()
                && one.type().hasIndex()
                && one.definition().equals(other.definition());
    }

    private static <T extends DbObject> List<Statement> rename(Ddl ddl, T made, DbObject wanted) {
        return ddl.of(made).rename(made, made.address(), wanted.address());
    }
}
