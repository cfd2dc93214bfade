package dev.backout.ddl;

import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Routine;
import dev.backout.schema.Table;

import java.util.List;

/// How ALTER ... OWNER, COMMENT ON and the like name an object: its kind's SQL words and its name.
public final class Designation {
    private Designation() {}

    /// `TABLE public.users`, `FUNCTION public.f(integer)`, `CONSTRAINT users_pkey ON public.users`.
    public static String of(DbObject object) {
        Address address = object.address();
        return switch (object.kind()) {
            case SCHEMA -> "SCHEMA " + name(address);
            case EXTENSION -> "EXTENSION " + name(address);
            case ENUM_TYPE, COMPOSITE_TYPE, RANGE_TYPE -> "TYPE " + name(address);
            case DOMAIN_TYPE -> "DOMAIN " + name(address);
            case DOMAIN_CONSTRAINT ->
                    "CONSTRAINT "
                            + last(address)
                            + " ON DOMAIN "
                            + Identifiers.dotted(address.path().subList(0, 2));
            case SEQUENCE -> "SEQUENCE " + name(address);
            case TABLE -> (isForeign(object) ? "FOREIGN TABLE " : "TABLE ") + name(address);
            case COLUMN -> "COLUMN " + name(address);
            case CONSTRAINT -> "CONSTRAINT " + onTable(address);
            case INDEX -> "INDEX " + name(address);
            case VIEW -> "VIEW " + name(address);
            case MATERIALIZED_VIEW -> "MATERIALIZED VIEW " + name(address);
            case ROUTINE -> ((Routine) object).routineKind().sql() + " " + routine(address);
            case TRIGGER -> "TRIGGER " + onTable(address);
            case RULE -> "RULE " + onTable(address);
            case POLICY -> "POLICY " + onTable(address);
            case EVENT_TRIGGER -> "EVENT TRIGGER " + name(address);
            case PUBLICATION -> "PUBLICATION " + name(address);
            case STATISTICS -> "STATISTICS " + name(address);
            case CAST -> "CAST (%s AS %s)".formatted(address.path().get(0), address.path().get(1));
            case OPERATOR -> "OPERATOR " + operator(address);
            case OPERATOR_FAMILY -> "OPERATOR FAMILY " + usingMethod(address);
            case OPERATOR_CLASS -> "OPERATOR CLASS " + usingMethod(address);
            case COLLATION -> "COLLATION " + name(address);
            case TEXT_SEARCH_CONFIGURATION -> "TEXT SEARCH CONFIGURATION " + name(address);
            case TEXT_SEARCH_DICTIONARY -> "TEXT SEARCH DICTIONARY " + name(address);
            case FOREIGN_DATA_WRAPPER -> "FOREIGN DATA WRAPPER " + name(address);
            case FOREIGN_SERVER -> "SERVER " + name(address);
            case USER_MAPPING ->
                    "USER MAPPING FOR %s SERVER %s"
                            .formatted(
                                    Identifiers.role(last(address, 1)),
                                    Identifiers.quote(address.first()));
            case DEFAULT_PRIVILEGES ->
                    throw new IllegalArgumentException("default privileges have no designation");
        };
    }

    /// The quoted, schema-qualified name alone.
    public static String name(Address address) {
        return Identifiers.dotted(address.path());
    }

    /// `public.f(integer)`: the argument types are SQL already.
    public static String routine(Address address) {
        return Identifiers.dotted(address.path().subList(0, 2)) + "(" + last(address, 2) + ")";
    }

    private static boolean isForeign(DbObject object) {
        return object instanceof Table table && table.foreign() != null;
    }

    private static String onTable(Address address) {
        return last(address) + " ON " + Identifiers.dotted(address.path().subList(0, 2));
    }

    private static String usingMethod(Address address) {
        return Identifiers.dotted(address.path().subList(0, 2))
                + " USING "
                + Identifiers.quote(last(address, 2));
    }

    private static String operator(Address address) {
        List<String> path = address.path();
        return "%s.%s(%s, %s)"
                .formatted(Identifiers.quote(path.get(0)), path.get(1), path.get(2), path.get(3));
    }

    private static String last(Address address) {
        return Identifiers.quote(address.name());
    }

    private static String last(Address address, int index) {
        return address.path().get(index);
    }
}
