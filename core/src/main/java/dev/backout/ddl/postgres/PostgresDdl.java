package dev.backout.ddl.postgres;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.StandingDdl;
import dev.backout.ddl.TypeRebuild;
import dev.backout.schema.Column;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.Sequence;
import dev.backout.schema.Snapshot;

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

    @Override
    public boolean isSerial(Column column, Sequence sequence) {
        return false;
    }

    @Override
    public TypeRebuild rebuild(Entry from, DbObject to, Snapshot current, Snapshot target) {
        return new TypeRebuild.Impossible("types are not rebuilt yet");
    }
}
