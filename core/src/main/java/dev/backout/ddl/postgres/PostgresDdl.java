package dev.backout.ddl.postgres;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.StandingDdl;
import dev.backout.schema.DbObject;

/// The statements of PostgreSQL 14 to 18.
public final class PostgresDdl implements Ddl {
    private final DdlOptions options;

    /// @param options what the statements take into account
    public PostgresDdl(DdlOptions options) {
        this.options = options;
    }

    @Override
    public <T extends DbObject> KindDdl<T> of(T object) {
        throw new IllegalStateException(
                "no statements for " + object.kind().word() + " " + options);
    }

    @Override
    public StandingDdl standing() {
        throw new IllegalStateException("no statements for standing");
    }
}
