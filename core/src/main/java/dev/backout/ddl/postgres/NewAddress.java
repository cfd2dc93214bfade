package dev.backout.ddl.postgres;

import dev.backout.ddl.Designation;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;

import java.util.ArrayList;
import java.util.List;

/// SET SCHEMA and RENAME TO, for every kind that ALTER names by a word of its own.
final class NewAddress {
    private NewAddress() {}

    /// The statements that bring an object from one address to another: the schema first, so that
    /// the second statement already speaks of the final one.
    ///
    /// @param words what ALTER calls the kind: `DOMAIN`
    static List<Statement> of(String words, Address from, Address to) {
        int position = namePosition(from.kind());
        List<Statement> statements = new ArrayList<>();
        List<String> path = new ArrayList<>(from.path());
        if (position > 0 && !from.first().equals(to.first())) {
            statements.add(
                    alter(words, from.kind(), path, "SET SCHEMA " + Identifiers.quote(to.first())));
            path.set(0, to.first());
        }
        String name = to.path().get(position);
        if (!path.get(position).equals(name)) {
            statements.add(alter(words, from.kind(), path, "RENAME TO " + Identifiers.quote(name)));
        }
        return statements;
    }

    private static Statement alter(
            String words, ObjectKind kind, List<String> path, String action) {
        return Statement.of(
                "ALTER %s %s %s".formatted(words, name(new Address(kind, path)), action));
    }

    private static String name(Address address) {
        return switch (address.kind()) {
            case ROUTINE -> Designation.routine(address);
            case OPERATOR_CLASS, OPERATOR_FAMILY ->
                    Identifiers.dotted(address.path().subList(0, 2))
                            + " USING "
                            + Identifiers.quote(address.name());
            default -> Designation.name(address);
        };
    }

    /// Where the name stands in the path: it is followed by arguments or an access method in some.
    private static int namePosition(ObjectKind kind) {
        return switch (kind) {
            case SCHEMA,
                    EXTENSION,
                    EVENT_TRIGGER,
                    PUBLICATION,
                    FOREIGN_DATA_WRAPPER,
                    FOREIGN_SERVER ->
                    0;
            default -> 1;
        };
    }
}
