package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.Identifiers;
import dev.backout.schema.OperatorClass;

import java.util.ArrayList;
import java.util.List;

/// Statements for operator classes.
final class OperatorClassDdl implements KindDdl<OperatorClass> {
    @Override
    public List<Statement> create(OperatorClass operators, List<DbObject> parts) {
        Address address = operators.address();
        return List.of(
                Statement.of(
                        "CREATE OPERATOR CLASS %s%s FOR TYPE %s USING %s%s AS\n    %s",
                        Identifiers.dotted(address.path().subList(0, 2)),
                        operators.defaultClass() ? " DEFAULT" : "",
                        operators.type(),
                        Identifiers.quote(address.name()),
                        operators.family() == null ? "" : " FAMILY " + operators.family(),
                        String.join(",\n    ", items(operators))));
    }

    /// The grammar wants at least one item; the type itself as its storage says nothing.
    private static List<String> items(OperatorClass operators) {
        List<String> items = new ArrayList<>(operators.members());
        if (operators.storage() != null) {
            items.add("STORAGE " + operators.storage());
        } else if (items.isEmpty()) {
            items.add("STORAGE " + operators.type());
        }
        return items;
    }

    @Override
    public Statement drop(OperatorClass operators) {
        return Statement.of("DROP " + Designation.of(operators));
    }

    @Override
    public Alteration alter(OperatorClass from, OperatorClass to) {
        return Definitions.equal(from, to)
                ? Alteration.InPlace.of(List.of())
                : new Alteration.Recreate();
    }

    @Override
    public List<Statement> rename(OperatorClass operators, Address from, Address to) {
        return NewAddress.of("OPERATOR CLASS", from, to);
    }
}
