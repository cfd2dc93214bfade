package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.UserMapping;

import java.util.List;

/// Statements for user mappings, whose options hold passwords.
final class UserMappingDdl implements KindDdl<UserMapping> {
    @Override
    public List<Statement> create(UserMapping mapping, List<DbObject> parts) {
        return List.of(statement("CREATE", mapping, ForeignOptions.clause(mapping.options())));
    }

    private static Statement statement(String verb, UserMapping mapping, String options) {
        return new Statement(verb + " " + Designation.of(mapping) + options);
    }

    @Override
    public Statement drop(UserMapping mapping) {
        return Statement.of("DROP " + Designation.of(mapping));
    }

    @Override
    public Alteration alter(UserMapping from, UserMapping to) {
        String changes = ForeignOptions.changes(from.options(), to.options());
        return Alteration.InPlace.of(
                changes.isEmpty() ? List.of() : List.of(statement("ALTER", to, changes)));
    }

    /// A mapping has no name; it follows its server.
    @Override
    public List<Statement> rename(UserMapping mapping, Address from, Address to) {
        return List.of();
    }
}
