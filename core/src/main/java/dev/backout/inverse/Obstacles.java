package dev.backout.inverse;

import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.DbObject;
import dev.backout.schema.Generation;

/// What stands in the way of a change, and what can be dropped and put back for it.
final class Obstacles {
    private Obstacles() {}

    /// The server does not change the type of a column that these use; indexes, other constraints
    /// and statistics it rebuilds itself. A foreign key it would rebuild as well, but at a moment
    /// when only one of the two columns has its new type.
    static boolean blockRetyping(DbObject object) {
        return switch (object.kind()) {
            case VIEW, MATERIALIZED_VIEW, RULE, POLICY, TRIGGER, ROUTINE -> true;
            case CONSTRAINT -> isForeignKey(object);
            case COLUMN -> isGenerated(object);
            default -> false;
        };
    }

    private static boolean isForeignKey(DbObject object) {
        return object instanceof Constraint constraint
                && constraint.type() == ConstraintType.FOREIGN_KEY;
    }

    /// Whether it holds nothing that would be lost if it were dropped and created again.
    static boolean canBeDisplaced(DbObject object) {
        return switch (object.kind()) {
            case VIEW, MATERIALIZED_VIEW, RULE, POLICY, TRIGGER, ROUTINE -> true;
            case CONSTRAINT, DOMAIN_CONSTRAINT, INDEX, STATISTICS -> true;
            case EVENT_TRIGGER, CAST, OPERATOR, OPERATOR_CLASS, OPERATOR_FAMILY -> true;
            case TEXT_SEARCH_CONFIGURATION, TEXT_SEARCH_DICTIONARY, COLLATION -> true;
            case PUBLICATION, USER_MAPPING -> true;
            case COLUMN -> isGenerated(object);
            default -> false;
        };
    }

    private static boolean isGenerated(DbObject object) {
        return object instanceof Column column && column.generation() != Generation.NONE;
    }
}
