package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.Schema;

import java.util.List;

/// Statements for schemas.
final class SchemaDdl implements KindDdl<Schema> {
    @Override
    public List<Statement> create(Schema schema, List<DbObject> parts) {
        return List.of(Statement.of("CREATE " + Designation.of(schema)));
    }

    @Override
    public Statement drop(Schema schema) {
        return Statement.of("DROP " + Designation.of(schema));
    }

    @Override
    public Alteration alter(Schema from, Schema to) {
        return Alteration.InPlace.of(List.of());
    }

    @Override
    public List<Statement> rename(Schema schema, Address from, Address to) {
        return NewAddress.of("SCHEMA", from, to);
    }
}
