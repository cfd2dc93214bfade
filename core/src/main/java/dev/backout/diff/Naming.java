package dev.backout.diff;

import dev.backout.schema.Address;
import dev.backout.schema.Constraint;
import dev.backout.schema.DbObject;
import dev.backout.schema.ObjectKind;

import java.util.ArrayList;
import java.util.List;

/// What names mean for each kind.
public final class Naming {
    private Naming() {}

    /// Whether objects of this kind live directly in a schema; parts of a table do not, they go
    /// where their table goes.
    public static boolean livesInSchema(ObjectKind kind) {
        return switch (kind) {
            case ENUM_TYPE,
                    DOMAIN_TYPE,
                    COMPOSITE_TYPE,
                    RANGE_TYPE,
                    SEQUENCE,
                    TABLE,
                    VIEW,
                    MATERIALIZED_VIEW,
                    ROUTINE,
                    STATISTICS,
                    OPERATOR,
                    OPERATOR_FAMILY,
                    OPERATOR_CLASS,
                    COLLATION,
                    TEXT_SEARCH_CONFIGURATION,
                    TEXT_SEARCH_DICTIONARY ->
                    true;
            case SCHEMA,
                    EXTENSION,
                    DOMAIN_CONSTRAINT,
                    COLUMN,
                    CONSTRAINT,
                    INDEX,
                    TRIGGER,
                    RULE,
                    POLICY,
                    EVENT_TRIGGER,
                    PUBLICATION,
                    CAST,
                    FOREIGN_DATA_WRAPPER,
                    FOREIGN_SERVER,
                    USER_MAPPING,
                    DEFAULT_PRIVILEGES ->
                    false;
        };
    }

    /// Whether objects of this kind are parts of a table, a view or a domain.
    public static boolean isPart(ObjectKind kind) {
        return switch (kind) {
            case COLUMN, CONSTRAINT, TRIGGER, RULE, POLICY, DOMAIN_CONSTRAINT -> true;
            default -> false;
        };
    }

    /// The object's own name: the last of its path but for kinds whose path ends in argument types
    /// or an access method. Casts, user mappings and default privileges have none.
    public static String ownName(Address address) {
        return switch (address.kind()) {
            case ROUTINE, OPERATOR, OPERATOR_FAMILY, OPERATOR_CLASS -> address.path().get(1);
            case CAST, USER_MAPPING, DEFAULT_PRIVILEGES -> "";
            default -> address.name();
        };
    }

    /// The same address with another own name.
    public static Address named(Address address, String ownName) {
        int place =
                switch (address.kind()) {
                    case ROUTINE, OPERATOR, OPERATOR_FAMILY, OPERATOR_CLASS -> 1;
                    default -> address.path().size() - 1;
                };
        List<String> path = new ArrayList<>(address.path());
        path.set(place, ownName);
        return new Address(address.kind(), path);
    }

    /// The same address in another schema.
    public static Address inSchema(Address address, String schema) {
        List<String> path = new ArrayList<>(address.path());
        path.set(0, schema);
        return new Address(address.kind(), path);
    }

    /// Whether two addresses cannot exist side by side. Relations share one name space per schema,
    /// and so do their row types and all other types (manual, 52.11 "pg_class", 52.64 "pg_type").
    public static boolean collide(Address one, Address other) {
        if (one.equals(other)) {
            return true;
        }
        return isRelationOrType(one.kind())
                && isRelationOrType(other.kind())
                && one.path().equals(other.path());
    }

    /// The same for an object and a name that it has or is to have: a key has an index of its name,
    /// which is a relation like any other.
    public static boolean collide(DbObject one, Address oneAt, DbObject other, Address otherAt) {
        return names(one, oneAt).stream()
                .anyMatch(name ->
                        names(other, otherAt).stream().anyMatch(taken -> collide(name, taken)));
    }

    /// The names that an object takes where it is, or would take elsewhere: its own, and for a
    /// primary key, a unique or an exclusion constraint that of the index behind it.
    public static List<Address> names(DbObject object, Address at) {
        return object instanceof Constraint constraint && constraint.type().hasIndex()
                ? List.of(at, Address.of(ObjectKind.INDEX, at.first(), at.name()))
                : List.of(at);
    }

    private static boolean isRelationOrType(ObjectKind kind) {
        return switch (kind) {
            case TABLE, VIEW, MATERIALIZED_VIEW, SEQUENCE, INDEX -> true;
            case ENUM_TYPE, DOMAIN_TYPE, COMPOSITE_TYPE, RANGE_TYPE -> true;
            default -> false;
        };
    }
}
