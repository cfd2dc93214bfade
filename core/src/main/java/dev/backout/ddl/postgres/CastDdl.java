package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Cast;
import dev.backout.schema.DbObject;

import java.util.List;

/// Statements for casts.
final class CastDdl implements KindDdl<Cast> {
    @Override
    public List<Statement> create(Cast cast, List<DbObject> parts) {
        String context = cast.context().equals("EXPLICIT") ? "" : " AS " + cast.context();
        return List.of(
                Statement.of("CREATE %s %s%s", Designation.of(cast), cast.method(), context));
    }

    @Override
    public Statement drop(Cast cast) {
        return Statement.of("DROP " + Designation.of(cast));
    }

    @Override
    public Alteration alter(Cast from, Cast to) {
        return Definitions.equal(from, to)
                ? Alteration.InPlace.of(List.of())
                : new Alteration.Recreate();
    }

    /// A cast has no name; it follows its types.
    @Override
    public List<Statement> rename(Cast cast, Address from, Address to) {
        return List.of();
    }
}
