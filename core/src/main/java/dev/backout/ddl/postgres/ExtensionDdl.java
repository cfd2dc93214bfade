package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.Extension;
import dev.backout.schema.Identifiers;

import java.util.ArrayList;
import java.util.List;

/// Statements for extensions. What an extension brings along comes and goes with it.
final class ExtensionDdl implements KindDdl<Extension> {
    private final DdlOptions options;

    ExtensionDdl(DdlOptions options) {
        this.options = options;
    }

    @Override
    public List<Statement> create(Extension extension, List<DbObject> parts) {
        return List.of(
                Statement.of(
                        "CREATE %s SCHEMA %s VERSION %s",
                        Designation.of(extension),
                        Identifiers.quote(extension.schema()),
                        Identifiers.literal(extension.version())));
    }

    @Override
    public Statement drop(Extension extension) {
        return Statement.of("DROP " + Designation.of(extension));
    }

    /// An extension that its author made not relocatable refuses another schema, and most have no
    /// script for the way back to an earlier version: the server says so.
    @Override
    public Alteration alter(Extension from, Extension to) {
        if (!from.schema().equals(to.schema()) && !options.extensionsInPlace()) {
            return new Alteration.Recreate();
        }
        List<Statement> statements = new ArrayList<>();
        if (!from.version().equals(to.version())) {
            statements.add(
                    Statement.of(
                            "ALTER %s UPDATE TO %s",
                            Designation.of(to), Identifiers.literal(to.version())));
        }
        if (!from.schema().equals(to.schema())) {
            statements.add(
                    Statement.of(
                            "ALTER %s SET SCHEMA %s",
                            Designation.of(to), Identifiers.quote(to.schema())));
        }
        return Alteration.InPlace.of(statements);
    }

    @Override
    public List<Statement> rename(Extension extension, Address from, Address to) {
        throw new IllegalArgumentException("an extension has no other name: " + to);
    }
}
