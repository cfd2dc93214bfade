package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.RangeType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Statements for range types; the multirange type comes and goes with its range type.
final class RangeTypeDdl implements KindDdl<RangeType> {
    @Override
    public List<Statement> create(RangeType type, List<DbObject> parts) {
        List<String> settings = new ArrayList<>();
        put(settings, "SUBTYPE", type.subtype());
        put(settings, "SUBTYPE_OPCLASS", type.operatorClass());
        put(settings, "COLLATION", type.collation());
        put(settings, "CANONICAL", type.canonicalFunction());
        put(settings, "SUBTYPE_DIFF", type.differenceFunction());
        put(settings, "MULTIRANGE_TYPE_NAME", type.multirange());
        return List.of(
                Statement.of(
                        "CREATE %s AS RANGE (%s)",
                        Designation.of(type), String.join(", ", settings)));
    }

    private static void put(List<String> settings, String name, @Nullable String value) {
        if (value != null) {
            settings.add(name + " = " + value);
        }
    }

    @Override
    public Statement drop(RangeType type) {
        return Statement.of("DROP " + Designation.of(type));
    }

    @Override
    public Alteration alter(RangeType from, RangeType to) {
        if (!Definitions.equal(withMultirange(from, to.multirange()), to)) {
            return new Alteration.Rebuild();
        }
        if (from.multirange().equals(to.multirange())) {
            return Alteration.InPlace.of(List.of());
        }
        return Alteration.InPlace.of(
                List.of(
                        Statement.of(
                                "ALTER TYPE %s RENAME TO %s",
                                from.multirange(), lastName(to.multirange()))));
    }

    private static RangeType withMultirange(RangeType type, String multirange) {
        return new RangeType(
                type.address(),
                type.subtype(),
                type.operatorClass(),
                type.collation(),
                type.canonicalFunction(),
                type.differenceFunction(),
                multirange,
                type.standing());
    }

    /// What follows the schema in a quoted, qualified name.
    private static String lastName(String qualified) {
        return qualified.endsWith("\"")
                ? qualified.replaceFirst("^(\"([^\"]|\"\")*\"|[^\".]*)\\.", "")
                : qualified.substring(qualified.lastIndexOf('.') + 1);
    }

    @Override
    public List<Statement> rename(RangeType type, Address from, Address to) {
        return NewAddress.of("TYPE", from, to);
    }
}
