package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Collation;
import dev.backout.schema.DbObject;
import dev.backout.schema.Identifiers;

import java.util.ArrayList;
import java.util.List;

/// Statements for collations.
final class CollationDdl implements KindDdl<Collation> {
    @Override
    public List<Statement> create(Collation collation, List<DbObject> parts) {
        List<String> settings = new ArrayList<>();
        settings.add("provider = " + collation.provider());
        if (!collation.deterministic()) {
            settings.add("deterministic = false");
        }
        for (String option : collation.options()) {
            int equals = option.indexOf('=');
            settings.add(
                    option.substring(0, equals)
                            + " = "
                            + Identifiers.literal(option.substring(equals + 1)));
        }
        return List.of(
                Statement.of(
                        "CREATE %s (%s)", Designation.of(collation), String.join(", ", settings)));
    }

    @Override
    public Statement drop(Collation collation) {
        return Statement.of("DROP " + Designation.of(collation));
    }

    @Override
    public Alteration alter(Collation from, Collation to) {
        return Definitions.equal(from, to)
                ? Alteration.InPlace.of(List.of())
                : new Alteration.Recreate();
    }

    @Override
    public List<Statement> rename(Collation collation, Address from, Address to) {
        return NewAddress.of("COLLATION", from, to);
    }
}
