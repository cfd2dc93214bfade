package dev.backout.inverse;

import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.DbObject;

/// Where an operation stands among others that the dependencies leave free: what a person would
/// write first comes first. Foreign keys go first and come last.
final class Rank {
    private Rank() {}

    static int of(Operation operation) {
        return switch (operation) {
            case Operation.Drop drop -> drop(drop.entry().object());
            case Operation.Alter alter -> 40 + alter(alter.to().object());
            case Operation.Create create -> create(create.entry().object());
            case Operation.Finish finish -> 90;
        };
    }

    /// What hangs on tables goes before they are altered, the tables themselves afterwards.
    private static int drop(DbObject object) {
        return switch (object.kind()) {
            case EVENT_TRIGGER, PUBLICATION -> 0;
            case CONSTRAINT -> isForeignKey(object) ? 1 : 7;
            case TRIGGER -> 2;
            case POLICY, RULE -> 3;
            case VIEW, MATERIALIZED_VIEW -> 4;
            case STATISTICS -> 5;
            case INDEX -> 6;
            case DEFAULT_PRIVILEGES, USER_MAPPING, DOMAIN_CONSTRAINT -> 8;
            case COLUMN -> 60;
            case TABLE -> 61;
            case SEQUENCE -> 62;
            case ROUTINE, CAST, OPERATOR, OPERATOR_CLASS, OPERATOR_FAMILY -> 63;
            case ENUM_TYPE, DOMAIN_TYPE, COMPOSITE_TYPE, RANGE_TYPE -> 64;
            case COLLATION, TEXT_SEARCH_CONFIGURATION -> 65;
            case TEXT_SEARCH_DICTIONARY, FOREIGN_SERVER -> 66;
            case FOREIGN_DATA_WRAPPER -> 67;
            case EXTENSION -> 68;
            case SCHEMA -> 69;
        };
    }

    private static int alter(DbObject object) {
        return switch (object.kind()) {
            case SCHEMA, EXTENSION -> 0;
            case ENUM_TYPE, DOMAIN_TYPE, COMPOSITE_TYPE, RANGE_TYPE -> 1;
            case SEQUENCE -> 2;
            case TABLE -> 3;
            case COLUMN -> 4;
            default -> 5;
        };
    }

    private static int create(DbObject object) {
        return switch (object.kind()) {
            case SCHEMA -> 20;
            case EXTENSION -> 21;
            case COLLATION, FOREIGN_DATA_WRAPPER -> 22;
            case ENUM_TYPE, COMPOSITE_TYPE, RANGE_TYPE, FOREIGN_SERVER -> 23;
            case DOMAIN_TYPE, TEXT_SEARCH_DICTIONARY, USER_MAPPING -> 24;
            case DOMAIN_CONSTRAINT, TEXT_SEARCH_CONFIGURATION -> 25;
            case SEQUENCE -> 26;
            case ROUTINE -> 27;
            case OPERATOR, OPERATOR_FAMILY -> 28;
            case OPERATOR_CLASS, CAST -> 29;
            case TABLE -> 30;
            case COLUMN -> 50;
            case VIEW, MATERIALIZED_VIEW -> 70;
            case CONSTRAINT -> isForeignKey(object) ? 75 : 71;
            case INDEX -> 72;
            case STATISTICS -> 73;
            case TRIGGER -> 76;
            case POLICY, RULE -> 77;
            case PUBLICATION -> 78;
            case EVENT_TRIGGER, DEFAULT_PRIVILEGES -> 79;
        };
    }

    private static boolean isForeignKey(DbObject object) {
        return object instanceof Constraint constraint
                && constraint.type() == ConstraintType.FOREIGN_KEY;
    }
}
