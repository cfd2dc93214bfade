package dev.backout.ddl.postgres;

import dev.backout.ddl.Designation;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;

import java.util.List;

/// Statements that give a new name or schema.
final class Renaming {
    private Renaming() {}

    /// For a trigger, rule or policy: `ALTER TRIGGER name ON table RENAME TO name`.
    static List<Statement> onTable(String alter, Address from, Address to) {
        return List.of(
                Statement.of(
                        "%s %s ON %s RENAME TO %s",
                        alter,
                        Identifiers.quote(from.name()),
                        Designation.name(to.table()),
                        Identifiers.quote(to.name())));
    }

    /// The old name in the new schema.
    static Address moved(Address from, Address to) {
        return to.renamed(from.name());
    }
}
