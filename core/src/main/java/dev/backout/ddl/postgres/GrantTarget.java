package dev.backout.ddl.postgres;

import dev.backout.ddl.Designation;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Member;
import dev.backout.schema.Routine;
import dev.backout.schema.RoutineKind;

/// What GRANT and REVOKE name.
///
/// @param columns ` (column)` behind each privilege, or empty
/// @param name what stands behind ON
record GrantTarget(String columns, String name) {
    /// Whether objects of the kind have grants.
    static boolean knows(DbObject object) {
        return switch (object.kind()) {
            case SCHEMA,
                    ENUM_TYPE,
                    DOMAIN_TYPE,
                    COMPOSITE_TYPE,
                    RANGE_TYPE,
                    SEQUENCE,
                    TABLE,
                    COLUMN,
                    VIEW,
                    MATERIALIZED_VIEW,
                    ROUTINE,
                    FOREIGN_DATA_WRAPPER,
                    FOREIGN_SERVER ->
                    true;
            case EXTENSION,
                    DOMAIN_CONSTRAINT,
                    CONSTRAINT,
                    INDEX,
                    TRIGGER,
                    RULE,
                    POLICY,
                    EVENT_TRIGGER,
                    PUBLICATION,
                    STATISTICS,
                    CAST,
                    OPERATOR,
                    OPERATOR_FAMILY,
                    OPERATOR_CLASS,
                    COLLATION,
                    TEXT_SEARCH_CONFIGURATION,
                    TEXT_SEARCH_DICTIONARY,
                    USER_MAPPING,
                    DEFAULT_PRIVILEGES ->
                    false;
        };
    }

    /// The target of an object that [has grants][#knows].
    static GrantTarget of(DbObject object) {
        Address address = object.address();
        String name = Designation.name(address);
        return switch (object.kind()) {
            case TABLE, VIEW, MATERIALIZED_VIEW -> on("TABLE " + name);
            case COLUMN -> column(address.table(), address.name());
            case FOREIGN_DATA_WRAPPER -> on("FOREIGN DATA WRAPPER " + name);
            case FOREIGN_SERVER -> on("FOREIGN SERVER " + name);
            case ROUTINE -> routine((Routine) object);
            default -> on(Designation.of(object));
        };
    }

    /// A column of a table or view.
    static GrantTarget column(Address relation, String column) {
        return new GrantTarget(
                " (" + Identifiers.quote(column) + ")", "TABLE " + Designation.name(relation));
    }

    /// The sequence of an identity column.
    static GrantTarget sequence(Address sequence) {
        return on("SEQUENCE " + Designation.name(sequence));
    }

    /// What belongs to an extension.
    static GrantTarget member(Member member) {
        String column = member.column();
        return new GrantTarget(
                column == null ? "" : " (" + Identifiers.quote(column) + ")",
                new Member(member.word(), member.path(), member.arguments(), null).toString());
    }

    private static GrantTarget on(String name) {
        return new GrantTarget("", name);
    }

    /// GRANT knows no AGGREGATE; it calls one a function.
    private static GrantTarget routine(Routine routine) {
        String word = routine.routineKind() == RoutineKind.PROCEDURE ? "PROCEDURE " : "FUNCTION ";
        return on(word + Designation.routine(routine.address()));
    }
}
