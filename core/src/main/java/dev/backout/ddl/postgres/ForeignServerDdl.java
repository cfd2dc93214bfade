package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.ForeignServer;
import dev.backout.schema.Identifiers;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/// Statements for foreign servers.
final class ForeignServerDdl implements KindDdl<ForeignServer> {
    @Override
    public List<Statement> create(ForeignServer server, List<DbObject> parts) {
        return List.of(
                new Statement(
                        "CREATE "
                                + Designation.of(server)
                                + text("TYPE", server.type())
                                + text("VERSION", server.version())
                                + " FOREIGN DATA WRAPPER "
                                + Identifiers.quote(server.wrapper())
                                + ForeignOptions.clause(server.options())));
    }

    private static String text(String word, @Nullable String value) {
        return value == null ? "" : " " + word + " " + Identifiers.literal(value);
    }

    @Override
    public Statement drop(ForeignServer server) {
        return Statement.of("DROP " + Designation.of(server));
    }

    @Override
    public Alteration alter(ForeignServer from, ForeignServer to) {
        if (!from.wrapper().equals(to.wrapper()) || !Objects.equals(from.type(), to.type())) {
            return new Alteration.Recreate();
        }
        String version = "";
        if (!Objects.equals(from.version(), to.version())) {
            version = to.version() == null ? " VERSION NULL" : text("VERSION", to.version());
        }
        String changes = version + ForeignOptions.changes(from.options(), to.options());
        return Alteration.InPlace.of(
                changes.isEmpty()
                        ? List.of()
                        : List.of(new Statement("ALTER " + Designation.of(to) + changes)));
    }

    @Override
    public List<Statement> rename(ForeignServer server, Address from, Address to) {
        return NewAddress.of("SERVER", from, to);
    }
}
